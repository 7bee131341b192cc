/** What a provider said of one attempt at a row of the ledger: it took it. */
export interface Taken {
  readonly executionId: string;
  readonly attempt: number;
  readonly providerMessageId: string | null;
}

/** A request that its provider took as a whole. */
export interface Acceptance {
  readonly id: string;
  readonly taken: readonly Taken[];
}

/** One that its worker kept and did not come to settle. */
export interface KeptTaken extends Taken {
  /** How long ago it was kept (whole milliseconds of the database's raw time): the same of all that were kept together. */
  readonly agoMs: number;
}

/**
 * Answers that are in the database before they are settled ({@link Executions.beginSending} keeps them): one row for a request,
 * where settling it takes dozens, so that hardly a moment lies between an answer and the commit that ends all doubt about it.
 */
export interface Acceptances {
  /** When they are settled. */
  forget(ids: readonly string[]): Promise<void>;
  /** What is kept of these rows' latest attempts, where they are `sending` and their lease ran out. */
  ofLapsed(executionIds: readonly string[]): Promise<KeptTaken[]>;
  /** Forgets those of which nothing is being sent any more: their worker did not come to that. */
  forgetSettled(): Promise<void>;
}
