import { escaped } from '../views/text.js';
import type { CommandProblem, Intent } from './intent.js';
import { readTime } from './times.js';
import { isKeyword, nameOf, type Word } from './words.js';

/** `digest [here | #channel] [daily | weekdays] [08:30]`, `digest list`, `digest off [#channel]`, `digest now`. */
export function parseDigest(words: readonly Word[]): Intent | CommandProblem {
  let channel: string | null = null;
  let rhythm: 'daily' | 'weekdays' | null = null;
  let at: string | null = null;
  let off = false;
  let rest = words;
  if (words.length === 1 && isKeyword(words[0], 'list', 'show')) return { kind: 'digest', action: 'list' };
  if (words.length === 1 && isKeyword(words[0], 'now')) return { kind: 'digest', action: 'now' };
  while (rest.length > 0) {
    const [word, ...after] = rest;
    if (word === undefined) break;
    const time = readTime(rest);
    if (word.kind === 'channel') channel = word.id;
    else if (word.kind === 'text' && /^#./.test(word.text)) return unknownChannel(word);
    else if (isKeyword(word, 'daily', 'everyday')) rhythm = 'daily';
    else if (isKeyword(word, 'weekdays', 'weekday', 'workdays')) rhythm = 'weekdays';
    else if (isKeyword(word, 'off', 'stop')) off = true;
    else if (time !== null) at = time.value;
    else if (!isKeyword(word, 'here', 'in', 'at', 'every', 'on', 'day')) return notUnderstood(rest);
    rest = time !== null && at !== null ? rest.slice(time.used) : after;
  }
  if (off) return { kind: 'digest', action: 'off', channel };
  // "every day" is two words for one.
  if (rhythm === null && words.some((word) => isKeyword(word, 'day'))) rhythm = 'daily';
  return { kind: 'digest', action: 'schedule', channel, rhythm, at };
}

function unknownChannel(word: Word): CommandProblem {
  const name = escaped(word.text, 90);
  const message = `Slack did not tell me which channel ${name} is: choose it from the list that opens while you type #, or type the command there with \`here\`.`;
  return { kind: 'problem', message, topic: 'digest' };
}

function notUnderstood(rest: readonly Word[]): CommandProblem {
  const message = `I do not understand “${escaped(nameOf(rest) ?? '', 80)}”: a digest takes a channel, \`daily\` or \`weekdays\`, and a time like 08:30.`;
  return { kind: 'problem', message, topic: 'digest' };
}
