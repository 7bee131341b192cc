import { contactLimits } from '../limits.js';
import { type Refusal, refuse } from '../refusal.js';

/** Why it is refused where a cell or a custom field of a contact is longer than one may be; null where it is not. */
export function tooLongCell(cell: string, text: string): Refusal | null {
  const most = cell === 'notes' ? contactLimits.notesLength : contactLimits.cellLength;
  return text.length > most ? refuse('cellTooLong', most, text.length) : null;
}

/** The same of tags. */
export function tooManyTags(tags: readonly string[]): Refusal | null {
  if (tags.length > contactLimits.tags) return refuse('tooManyTags', contactLimits.tags, tags.length);
  const long = tags.find((tag) => tag.length > contactLimits.cellLength);
  return long === undefined ? null : refuse('tagTooLong', contactLimits.cellLength);
}
