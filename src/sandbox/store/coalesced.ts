export interface CoalescedWriter {
  /** Something changed: a write begins soon. Never throws; a failed write is tried again with the next change. */
  ask(): void;
  /** Resolves when everything asked for so far is written. Rejects with what the write failed with, or once something was asked for after the end. */
  done(): Promise<void>;
  /** Writes what was asked for, and nothing ever after. Rejects with what the write failed with. */
  end(): Promise<void>;
}

/** Runs `write` one at a time; what is asked for while one runs shares the next. */
export function coalesced(write: () => Promise<void>): CoalescedWriter {
  let asked = 0;
  let written = 0;
  let running: Promise<void> | null = null;
  let ended = false;
  let refused = false;

  const writeAll = async () => {
    while (written < asked) {
      // One turn: what is changed together is written together.
      await Promise.resolve();
      const upTo = asked;
      await write();
      written = upTo;
    }
  };
  const run = () => {
    running ??= writeAll().finally(() => {
      running = null;
    });
    return running;
  };
  const writeAsked = async () => {
    while (written < asked) await run();
  };

  return {
    ask: () => {
      if (ended) refused = true;
      else {
        asked += 1;
        run().catch(() => undefined);
      }
    },
    done: async () => {
      await writeAsked();
      if (refused) throw new Error('It was closed: what came later is not written.');
    },
    end: () => {
      ended = true;
      return writeAsked();
    },
  };
}
