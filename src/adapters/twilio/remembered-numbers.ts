import type { LookedUp } from '../../app/ports/looked-up.js';
import type { SendingNumber, Texter } from '../../app/ports/texter.js';
import type { Timers } from '../../app/ports/timers.js';

type Numbers = LookedUp<readonly SendingNumber[]>;

/** How long an account's numbers are taken to be the same, and how long anybody waits for them (milliseconds). */
const freshMs = 5 * 60_000;
const patienceMs = 1_500;

const notYet: Numbers = { ok: false, reason: 'Twilio has not said yet which numbers the account has' };

/**
 * A texter that asks for the account's numbers now and then, and answers at once what it knows: a click in Slack, or a
 * claim, waits for nobody else's server.
 */
export function rememberNumbers(texter: Texter, timers: Timers): Texter {
  let known: { readonly numbers: Numbers; readonly atMs: number } | null = null;
  let asking: Promise<Numbers> | null = null;
  const ask = () => {
    asking ??= texter
      .numbers()
      .then((numbers) => {
        // What was known stays, where asking anew found nothing out.
        if (numbers.ok || !known?.numbers.ok) known = { numbers, atMs: timers.nowMs() };
        return numbers;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };
  const inTime = async () => {
    let cancel = () => {};
    const late = new Promise<Numbers>((resolve) => {
      cancel = timers.after(patienceMs, () => resolve(notYet));
    });
    return Promise.race([ask(), late]).finally(cancel);
  };
  return {
    ...texter,
    numbers: async () => {
      if (!known?.numbers.ok) return inTime();
      if (timers.nowMs() - known.atMs > freshMs) void ask();
      return known.numbers;
    },
  };
}
