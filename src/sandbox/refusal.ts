/** Something the page asked for that cannot be done; `status` 400 for nonsense, 409 for what did not work out. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 409,
    message: string,
  ) {
    super(message);
  }
}
