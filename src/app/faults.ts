/** A fault of the moment: the same request may pass later. */
export class TransientFault extends Error {
  override readonly name = 'TransientFault';
}

/** A fault that stays: trying again changes nothing. */
export class PermanentFault extends Error {
  override readonly name = 'PermanentFault';
}
