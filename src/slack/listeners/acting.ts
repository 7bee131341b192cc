import type { DateTime } from 'luxon';
import type { AppDeps } from '../../app/deps.js';
import { identifyMember } from '../../app/people/identifyMember.js';
import type { Files } from '../../app/ports/files.js';
import type { Log } from '../../app/ports/log.js';
import type { Pictures } from '../../app/ports/pictures.js';
import type { Member, Workspace } from '../../app/ports/stores/people.js';
import type { Timers } from '../../app/ports/timers.js';

/** What listeners are given: the use cases' dependencies, and the log for faults. */
export interface ListenerDeps extends AppDeps {
  readonly log: Log;
  /** What people share, and are given as files. */
  readonly sharedFiles: Files;
  readonly pictures: Pictures;
  readonly timers: Pick<Timers, 'after'>;
}

/** Who does something, where, and when; the beginning of every handler's input. */
export interface Acting {
  readonly deps: ListenerDeps;
  readonly actor: Member;
  readonly workspace: Workspace;
  readonly now: DateTime;
}

/** What Slack says of who did it. */
export interface Doer {
  readonly teamId: string | null;
  readonly userId: string;
  /** The team that the person belongs to, where Slack says so: another one in a shared channel. */
  readonly userTeamId: string | null;
}

export type Identified =
  | { readonly ok: true; readonly acting: Acting }
  | { readonly ok: false; readonly sentence: string };

const foreign = 'Drumbeat is for full members of this Slack workspace, not for guests, bots or other workspaces.';

/** The member who acts, or a sentence for somebody who may not. Rejects when neither memory nor Slack knows them. */
export async function identify(deps: ListenerDeps, doer: Doer): Promise<Identified> {
  const { teamId, userId, userTeamId } = doer;
  const workspace = teamId === null ? null : await deps.store.read.workspaces.byTeam(teamId);
  if (workspace === null) {
    return { ok: false, sentence: 'Drumbeat is not set up for this workspace: ask whoever runs it to connect it.' };
  }
  if (userTeamId !== null && userTeamId !== teamId) return { ok: false, sentence: foreign };
  const found = await identifyMember(deps, { workspaceId: workspace.id, slackUserId: userId });
  if (!found.ok) return { ok: false, sentence: found.message };
  return { ok: true, acting: { deps, actor: found.member, workspace, now: await deps.clock.now() } };
}
