import { TokenKind } from 'liquidjs';
import { postcardLimits, textLimits } from '../limits.js';
import { type Refusal, refuse } from '../refusal.js';
import type { StepKind } from '../steps/step-kind.js';
import { parseTemplate } from './render-text.js';

/** Why nobody could be sent this text by a step of a kind, whatever is filled in: it is too long by itself. Null where it is not. */
export function lengthProblem(text: string, kind: StepKind): Refusal | null {
  const most = longestSent(kind);
  if (most === null || text.length <= most) return null;
  const least = leastLength(text);
  return least > most ? refuse('tooLongForAll', least, most) : null;
}

/** Characters that leave at most, what is filled in included; null: as many as a text may have. */
function longestSent(kind: StepKind): number | null {
  if (kind === 'sms') return textLimits.bodyLength;
  return kind === 'postcard' ? postcardLimits.sideLength : null;
}

/** How many characters everybody gets: those outside of fields, conditions and loops. Of a text that does not parse, none. */
function leastLength(text: string): number {
  // They end the text wherever they are reached.
  if (/\{%-?\s*(break|continue)\b/.test(text)) return 0;
  try {
    // Tags may take the spaces beside them.
    const own = parseTemplate(text).filter(({ token }) => token.kind === TokenKind.HTML);
    return own.reduce((sum, { token }) => sum + token.getText().replace(/\r\n?/g, '\n').trim().length, 0);
  } catch {
    return 0;
  }
}
