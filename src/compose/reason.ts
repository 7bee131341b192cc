/**
 * One line about a fault, without the stack. Where a name has several addresses and each failed in its own way, Node's
 * error has no message of its own.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return [...new Set(error.errors.map(reasonOf))].join('; ');
  return error instanceof Error ? error.message : String(error);
}
