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

/** Lets what has come in meanwhile be heard before a longer piece of work goes on. */
export type LetOthers = () => Promise<void>;

/**
 * Starts to measure; what it answers says how many milliseconds have passed since, and never too few: a process that stood
 * still, or a machine that did, must find out.
 */
export type StartStopwatch = () => () => number;
