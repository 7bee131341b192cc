/** A row of the ledger as whoever claimed it knows it. */
export interface HeldClaim {
  readonly executionId: string;
  /** The id under which it was claimed: no other claim of the row has it, of the same worker neither. */
  readonly claimId: string;
}

/** Claims that leave together. */
export interface Beginning {
  readonly id: string;
  readonly claims: readonly HeldClaim[];
}

/** A request that its provider took as a whole, under one id of its own. */
export interface Acceptance {
  /** Of the request, as it began. */
  readonly id: string;
  readonly providerMessageId: string | null;
}

/** A row of one that its worker kept and did not come to settle. */
export interface KeptTaken {
  readonly executionId: string;
  readonly attempt: number;
  readonly providerMessageId: string | null;
  /** How long ago it was kept (whole milliseconds of the database's raw time): the same of all that were kept together. */
  readonly agoMs: number;
}

/**
 * Requests that began and are not settled ({@link Executions.beginSending} writes them): one row says of all that leave together that
 * they are being sent, where the ledger would need a write for each; and that all of them were taken, until that is settled.
 */
export interface Requests {
  /** When they are settled: nothing of them is being sent any more. */
  forget(ids: readonly string[]): Promise<void>;
  /** What is kept of these rows' latest attempts, where they are `sending` and their lease ran out. */
  ofLapsed(executionIds: readonly string[]): Promise<KeptTaken[]>;
  /** Forgets those of which nothing is being sent any more: their worker did not come to that. */
  forgetSettled(): Promise<void>;
}
