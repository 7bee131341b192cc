/**
 * The machine's own time, for what is measured in seconds of real life: deadlines of requests, signatures, expiry of
 * tokens. Rules about when something falls due ask the program's Clock instead.
 */
export interface Timers {
  /** Milliseconds since 1970, by the machine's own clock. */
  nowMs(): number;

  /** Calls `run` once, `delayMs` from now, unless the returned function was called before. */
  after(delayMs: number, run: () => void): () => void;
}
