/**
 * How many each of some gets of `limit`, where `waiting` says how many each has: as many as all others, and what one does not
 * need goes to those who have more. What cannot be parted goes to those who have least, of equal ones to the first.
 * (architecture, "Firing": fairly over workspaces.)
 */
export function fairShares(limit: number, waiting: readonly number[]): readonly number[] {
  const shares = waiting.map(() => 0);
  let left = limit;
  const inOrder = waiting
    .map((count, index) => ({ count, index }))
    .sort((a, b) => a.count - b.count || a.index - b.index);
  for (const [done, { count, index }] of inOrder.entries()) {
    const share = Math.min(count, Math.ceil(left / (inOrder.length - done)));
    shares[index] = share;
    left -= share;
  }
  return shares;
}
