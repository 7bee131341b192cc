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

/** What is stored and cannot be read here. */
export class UnreadableContent extends Error {
  override readonly name: string = 'UnreadableContent';
}

/**
 * What a newer version of the program has written, which runs beside this one during a deploy: it is left to that
 * (docs/decisions/0023-migrations-hold-nobody-up.md).
 */
export class NewerContent extends UnreadableContent {
  override readonly name = 'NewerContent';
}

/** What a reading comes to, or why it cannot be read; rejects with other faults. */
export async function orUnread<T>(reading: Promise<T>): Promise<T | UnreadableContent> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UnreadableContent) return error;
    throw error;
  }
}

/** What could be read, apart from why the others cannot be. */
export function apart<T>(all: readonly (T | UnreadableContent)[]): {
  readonly read: readonly T[];
  readonly unread: readonly UnreadableContent[];
} {
  const read: T[] = [];
  const unread: UnreadableContent[] = [];
  for (const one of all) {
    if (one instanceof UnreadableContent) unread.push(one);
    else read.push(one);
  }
  return { read, unread };
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
