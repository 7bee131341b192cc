import { textLimits } from '../../domain/limits.js';
import { type Segments, segmentsOf } from '../../domain/text-message/segments.js';
import { counted } from './counted.js';

/** How long a text is once its fields are filled in. */
export interface ShownLength {
  readonly characters: number;
  readonly segments: Segments;
}

export function lengthOf(text: string): ShownLength {
  return { characters: text.length, segments: segmentsOf(text) };
}

/** `170 characters: sent, and paid for, as 2 texts, with room for 136 more.` Plain text. */
export function lengthWords({ characters, segments }: ShownLength): string {
  const { count, left, beyondGsm } = segments;
  if (characters > textLimits.bodyLength) {
    return `${characters} characters, and at most ${textLimits.bodyLength} go: shorten it, or it is held.`;
  }
  const texts = count < 2 ? 'sent as one text' : `sent, and paid for, as ${counted(count, 'text')}`;
  const beyond = beyondGsm.slice(0, 5).join(' ');
  const why = beyond === '' ? '' : ` Short ones, because of ${beyond}: without, 160 go into one and not 70.`;
  return `${counted(characters, 'character')}: ${texts}, with room for ${left} more.${why}`;
}
