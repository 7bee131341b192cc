import type { Sequence } from '../sequence/sequence.js';
import { cadenceRemarks } from './cadence-remarks.js';
import { type Remark, remarkCodes } from './remark.js';
import { stepRemarks } from './step-remarks.js';
import type { StoredTexts } from './words.js';

/**
 * What is known to work better, in order of weight: remarks, never errors. `stored` are the texts of stored templates; what
 * is not known is not judged.
 */
export function coach(sequence: Sequence, stored: StoredTexts = new Map()): Remark[] {
  const rank = ({ code }: Remark) => remarkCodes.indexOf(code);
  return [...cadenceRemarks(sequence, stored), ...stepRemarks(sequence, stored)].sort((a, b) => rank(a) - rank(b));
}
