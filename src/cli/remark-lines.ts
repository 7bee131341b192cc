import type { Remark } from '../domain/coach/remark.js';

/** What the coach says of a sequence, a line a remark; nothing where it has nothing to say. */
export function remarkLines(remarks: readonly Remark[]): string {
  if (remarks.length === 0) return '';
  const lines = remarks.map(({ says, advice }) => `  - ${says} ${advice}\n`);
  return `Worth a thought (nothing is stopped by it):\n${lines.join('')}`;
}
