/** What an item on a list is called: by the ledger's row of the step, and by its number, from 1. */
export function lineId(executionId: string, number: number): string {
  return `${executionId}.${number}`;
}

/** The ledger's row of the step that put an item on its list. */
export function executionOf(id: string): string {
  return id.slice(0, id.lastIndexOf('.'));
}
