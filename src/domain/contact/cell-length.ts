import { contactLimits } from '../limits.js';
import { refusals } from '../refusals.js';

/** A sentence where a cell or a custom field of a contact is longer than one may be; null where it is not. */
export function tooLongCell(cell: string, text: string): string | null {
  const most = cell === 'notes' ? contactLimits.notesLength : contactLimits.cellLength;
  return text.length > most ? refusals.cellTooLong(most, text.length) : null;
}

/** The same of tags. */
export function tooManyTags(tags: readonly string[]): string | null {
  if (tags.length > contactLimits.tags) return refusals.tooManyTags(contactLimits.tags, tags.length);
  const long = tags.find((tag) => tag.length > contactLimits.cellLength);
  return long === undefined ? null : refusals.tagTooLong(contactLimits.cellLength);
}
