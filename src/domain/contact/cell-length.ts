import { contactLimits } from '../limits.js';

/** A sentence where a cell or a custom field of a contact is longer than one may be; null where it is not. */
export function tooLongCell(cell: string, text: string): string | null {
  const most = cell === 'notes' ? contactLimits.notesLength : contactLimits.cellLength;
  return text.length > most ? `Write at most ${most} characters; it has ${text.length}.` : null;
}

/** The same of tags. */
export function tooManyTags(tags: readonly string[]): string | null {
  if (tags.length > contactLimits.tags) return `Keep at most ${contactLimits.tags} tags; there are ${tags.length}.`;
  const long = tags.find((tag) => tag.length > contactLimits.cellLength);
  return long === undefined ? null : `Write at most ${contactLimits.cellLength} characters for a tag.`;
}
