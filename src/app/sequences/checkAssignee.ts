import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import { type Problem, pathOf } from '../../domain/sequence/problems.js';
import { readAssignee } from '../../domain/steps/assignee.js';
import type { NamedPerson } from '../../domain/steps/people-named.js';
import { TransientFault } from '../faults.js';
import { findMember } from '../people/findMember.js';
import type { PeopleDeps } from '../people/identifyMember.js';
import type { Directory } from '../ports/chat.js';
import type { Member } from '../ports/stores/people.js';

/** Why a channel cannot be whom a contact is handed over to. */
export const notChannel = 'must be a person, like @ben: a channel cannot own contacts';

type Channels = Awaited<ReturnType<Directory['channels']>>;

/**
 * What is wrong with those whom a step names: nobody here is one, or the app is not in a channel. Nothing where Slack cannot
 * be asked at the moment. Somebody found in Slack is a member from then on. Paths within the step.
 */
export async function peopleProblems(
  deps: PeopleDeps,
  actor: Member,
  people: readonly NamedPerson[],
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const person of people) {
    const message = await personProblem(deps, actor, person);
    if (message !== null) problems.push({ path: pathOf(...person.at), message });
  }
  return problems;
}

async function personProblem(deps: PeopleDeps, actor: Member, { name, takesChannel }: NamedPerson) {
  const named = readAssignee(name);
  if (named.to === 'channel' && !takesChannel) return notChannel;
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
        if (found.reason === 'refused-person') {
          // Whoever was chosen from a menu stands in the field.
          const who = named.reference.by === 'slack-id' ? 'this person' : found.named;
          return `${who} is not a full member of this workspace: name somebody who is`;
        }
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
