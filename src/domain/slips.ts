/**
 * How many slips of the fingers make one word of another, without case: a letter too many, one too few, a wrong one, or
 * two neighbours in the wrong order (the distance of "optimal string alignment"). Of two words one of which is more than
 * twice as long nobody means the other: all their letters differ.
 */
export function slips(typed: string, meant: string): number {
  const from = [...typed.toLowerCase()];
  const to = [...meant.toLowerCase()];
  const [shorter = 0, longer = 0] = [from.length, to.length].sort((a, b) => a - b);
  if (longer > 2 * shorter) return longer;
  let twoAbove: number[] = [];
  let above = [0, ...to.map((_, column) => column + 1)];
  for (const [row, letter] of from.entries()) {
    const current = [row + 1];
    for (const [column, wanted] of to.entries()) {
      const replaced = at(above, column) + (letter === wanted ? 0 : 1);
      const swapped = row > 0 && column > 0 && letter === to[column - 1] && from[row - 1] === wanted;
      current.push(
        Math.min(
          replaced,
          at(above, column + 1) + 1,
          at(current, column) + 1,
          swapped ? at(twoAbove, column - 1) + 1 : replaced,
        ),
      );
    }
    [twoAbove, above] = [above, current];
  }
  return at(above, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
