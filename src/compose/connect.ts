import type { AppDeps } from '../app/deps.js';
import { reasonOf, TransientFault } from '../app/faults.js';
import { connectWorkspace } from '../app/people/connectWorkspace.js';
import type { Log } from '../app/ports/log.js';
import type { Timers } from '../app/ports/timers.js';

const firstRetryMs = 5_000;
const longestRetryMs = 60_000;

type ConnectDeps = Parameters<typeof connectWorkspace>[0];

/**
 * Connects the workspace of the program's token. A program that has connected before starts although Slack is away:
 * mails still leave, and connecting is tried again until it succeeds or the returned function is called. Rejects when
 * Slack cannot be asked the first time, and when the database is another workspace's: what is due in there would go out
 * under the wrong token, or, where one of the two is the sandbox, be lost in it.
 */
export async function connectSlack(parts: {
  readonly deps: ConnectDeps;
  readonly timers: Timers;
  readonly log: Log;
}): Promise<() => void> {
  const { deps, timers, log } = parts;
  let cancel = () => {};
  const tryAgain = (inMs: number) => {
    cancel = timers.after(inMs, () => {
      connectOwn(deps).then(
        () => log.info({}, 'Slack can be reached again'),
        (error) => {
          log.warn({ reason: reasonOf(error) }, 'Slack still cannot be asked');
          tryAgain(Math.min(inMs * 2, longestRetryMs));
        },
      );
    });
  };
  try {
    await connectOwn(deps);
  } catch (error) {
    if (!(error instanceof TransientFault) || !(await hasConnected(deps.store))) throw error;
    log.warn({ reason: reasonOf(error) }, 'Slack could not be asked who we are; the program starts without it');
    tryAgain(firstRetryMs);
  }
  return () => cancel();
}

async function hasConnected(store: AppDeps['store']): Promise<boolean> {
  return (await store.read.workspaces.all()).some(({ slackTeamId }) => slackTeamId !== null);
}

async function connectOwn(deps: ConnectDeps): Promise<void> {
  await refuseOtherWorkspace(deps);
  await connectWorkspace(deps);
}

/** Rejects when the database belongs to another Slack workspace than the token (the sandbox counts as one). */
export async function refuseOtherWorkspace({
  store,
  directory,
}: Pick<ConnectDeps, 'store' | 'directory'>): Promise<void> {
  const team = await directory.team();
  const workspaces = await store.read.workspaces.all();
  const other = workspaces.find(({ slackTeamId }) => slackTeamId !== null && slackTeamId !== team.slackTeamId);
  if (other === undefined) return;
  throw new Error(
    `This database belongs to the Slack workspace ${other.name} (${other.slackTeamId}), and the program was started for ` +
      `${team.name} (${team.slackTeamId}). Set DATABASE_URL, or DRUMBEAT_DATA_DIR, to one of its own.`,
  );
}
