/**
 * The area of the standard normal distribution beyond `z` on one side, to about 13 digits: by its power series near the middle,
 * by Laplace's continued fraction in the tail, where the series would lose digits (Abramowitz and Stegun, Handbook of
 * Mathematical Functions, 26.2.11 and 26.2.14).
 */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let odd = 3; term > 1e-17; odd += 2) {
      term *= (z * z) / odd;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let step = 100; step >= 1; step -= 1) fraction = z + step / fraction;
  return density / fraction;
}

/** The `z` beyond which so much of the area lies on one side; `area` between 0 and 1. By halving: exact enough for tables. */
export function quantileBeyond(area: number): number {
  let [low, high] = [-40, 40];
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (upperTail(middle) > area) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
