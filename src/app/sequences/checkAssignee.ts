import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import { readAssignee } from '../../domain/steps/assignee.js';
import { TransientFault } from '../faults.js';
import { findMember } from '../people/findMember.js';
import type { PeopleDeps } from '../people/identifyMember.js';
import type { Directory } from '../ports/chat.js';
import type { Member } from '../ports/stores/people.js';

type Channels = Awaited<ReturnType<Directory['channels']>>;

/**
 * Why a task cannot go to whom a step names: nobody here, or a channel that the app is not in. Null where it can, and
 * where Slack cannot be asked at the moment. Somebody found in Slack is a member from then on.
 */
export async function assigneeProblem(deps: PeopleDeps, actor: Member, assignee: string): Promise<string | null> {
  const named = readAssignee(assignee);
  try {
    switch (named.to) {
      case 'owner':
        return null;
      case 'channel':
        return channelProblem(named.channel, await deps.directory.channels());
      case 'member': {
        if (await isKnown(deps, actor, named.reference)) return null;
        const found = await findMember(deps, { actor, reference: named.reference });
        if (found.ok) return null;
        if (found.reason === 'refused-person') return `${found.named} is not a full member of this workspace`;
        return `nobody here is ${found.named}${found.nearest === null ? '' : `; did you mean ${found.nearest}?`}`;
      }
    }
  } catch (error) {
    if (error instanceof TransientFault) return null;
    throw error;
  }
}

/** A member chosen from a menu, whom Slack need not be asked about. */
async function isKnown({ store }: PeopleDeps, { workspaceId }: Member, reference: OwnerReference): Promise<boolean> {
  if (reference.by !== 'slack-id') return false;
  const known = await store.read.members.bySlackId(workspaceId, reference.slackUserId);
  return known !== null && !known.isRefused;
}

/** Why no task can appear in a channel, by its id or `#name`; `channels`: those that the app is in. */
export function channelProblem(channel: string, channels: Channels): string | null {
  const name = channel.replace(/^#/, '').toLowerCase();
  if (channels.some((one) => one.id === channel || one.name.toLowerCase() === name)) return null;
  const which = channel.startsWith('#') ? channel : 'that channel';
  return `Drumbeat is not in ${which}: invite it there with /invite, then try again`;
}
