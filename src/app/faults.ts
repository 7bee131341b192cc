/** A fault of the moment: the same request may pass later. */
export class TransientFault extends Error {
  override readonly name = 'TransientFault';
}

/** A fault that stays: trying again changes nothing. */
export class PermanentFault extends Error {
  override readonly name = 'PermanentFault';

  /** `code`: what the other side called it, where it did. */
  constructor(
    message: string,
    readonly code: string | null = null,
  ) {
    super(message);
  }
}

/**
 * What a newer version of the program has written, which runs beside this one during a deploy: it is left to that
 * (docs/decisions/0023-migrations-hold-nobody-up.md).
 */
export class NewerContent extends Error {
  override readonly name = 'NewerContent';
}

/**
 * One line about a fault, without the stack. Where a name has several addresses and each failed in its own way, Node's
 * error has no message of its own.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return [...new Set(error.errors.map(reasonOf))].join('; ');
  return error instanceof Error ? error.message : String(error);
}
