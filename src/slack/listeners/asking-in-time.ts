import { TransientFault } from '../../app/faults.js';
import type { Directory } from '../../app/ports/chat.js';
import type { ListenerDeps } from './acting.js';
import { slackWithinMs } from './in-time.js';

/** What came of work that asks Slack who and what there is. */
export interface AskedInTime<T> {
  readonly outcome: T;
  /** Slack could not be asked, or did not say in time: what should have been looked up was not. */
  readonly isUnanswered: boolean;
}

/**
 * Does `work`, for whose questions to Slack there is a second altogether: what is saved has to be acknowledged, and Slack may
 * ask to wait for longer. A question that is not answered by then rejects as when Slack cannot be asked.
 */
export async function askingInTime<T>(
  deps: Pick<ListenerDeps, 'directory' | 'timers'>,
  work: (directory: Directory) => Promise<T>,
): Promise<AskedInTime<T>> {
  let isUnanswered = false;
  let cancel = () => {};
  const over = new Promise<never>((_resolve, reject) => {
    cancel = deps.timers.after(slackWithinMs, () => reject(new TransientFault('Slack did not answer in time')));
  });
  // Where nothing is asked nobody waits for it.
  over.catch(() => undefined);
  const inTime =
    <A extends readonly unknown[], R>(ask: (...about: A) => Promise<R>) =>
    async (...about: A): Promise<R> => {
      try {
        return await Promise.race([ask(...about), over]);
      } catch (error) {
        isUnanswered ||= error instanceof TransientFault;
        throw error;
      }
    };
  const { team, person, personByEmail, people, channel, channels } = deps.directory;
  const directory: Directory = {
    team: inTime(team),
    person: inTime(person),
    personByEmail: inTime(personByEmail),
    people: inTime(people),
    channel: inTime(channel),
    channels: inTime(channels),
  };
  try {
    const outcome = await work(directory);
    return { outcome, isUnanswered };
  } finally {
    cancel();
  }
}

/** What is said where a step or an action was saved without that. */
export const uncheckedNotice =
  'Saved. Slack did not answer in time, so nobody looked whether that person is here, or Drumbeat in that channel: save it once more to have that checked.';
