import { NewerContent, type UnreadableContent } from '../faults.js';
import { counted } from './counted.js';

/** What is said of one thing that only a newer program can read. */
export const madeByNewer = 'made by a newer version of Drumbeat; this one cannot show it';

/** What is said of one thing that cannot be read here. */
export function unreadWord(unread: UnreadableContent): string {
  return unread instanceof NewerContent ? madeByNewer : 'cannot be read; tell your admin';
}

/** One line about what a list leaves out because it cannot be read here, `one` and `many` being its nouns; null where that is nothing. */
export function unreadWords(unread: Iterable<UnreadableContent>, one: string, many = `${one}s`): string | null {
  const all = [...unread];
  const newer = all.filter((fault) => fault instanceof NewerContent).length;
  const others = all.length - newer;
  const [were, them] = newer === 1 ? ['was', 'it'] : ['were', 'them'];
  const lines = [
    ...(newer === 0
      ? []
      : [`${counted(newer, one, many)} ${were} made by a newer version of Drumbeat; this one cannot show ${them}.`]),
    ...(others === 0 ? [] : [`${counted(others, one, many)} cannot be read; tell your admin.`]),
  ];
  return lines.length === 0 ? null : lines.join(' ');
}
