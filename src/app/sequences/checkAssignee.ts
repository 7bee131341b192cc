import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import { type Refusal, refuse } from '../../domain/refusal.js';
import { type Problem, pathOf } from '../../domain/sequence/problems.js';
import { readAssignee } from '../../domain/steps/assignee.js';
import type { NamedPerson } from '../../domain/steps/people-named.js';
import { TransientFault } from '../faults.js';
import { findMember } from '../people/findMember.js';
import type { PeopleDeps } from '../people/identifyMember.js';
import type { Directory } from '../ports/chat.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';

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
    const why = await personProblem(deps, actor, person);
    if (why !== null) problems.push({ path: pathOf(...person.at), ...why });
  }
  return problems;
}

async function personProblem(deps: PeopleDeps, actor: Member, { name, takesChannel }: NamedPerson) {
  const named = readAssignee(name);
  if (named.to === 'channel' && !takesChannel) return refuse('notPerson');
  try {
    switch (named.to) {
      case 'owner':
        return null;
      case 'channel':
        return await channelProblem(deps.store.read, actor.workspaceId, named.channel, await deps.directory.channels());
      case 'member': {
        if (await isKnown(deps, actor, named.reference)) return null;
        const found = await findMember(deps, { actor, reference: named.reference });
        if (found.ok) return null;
        if (found.reason === 'refused-person') {
          // Whoever was chosen from a menu stands in the field.
          return refuse('notMember', named.reference.by === 'slack-id' ? 'this person' : found.named);
        }
        return refuse('nobodyHere', found.named, found.nearest === null ? '' : `; did you mean ${found.nearest}?`);
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

/**
 * Why no task can appear in a channel, by its id or `#name`; `channels`: those that the app is in. One that was renamed is told by
 * the name that it has now, where a message has come there before.
 */
export async function channelProblem(
  { posts }: Pick<Tables, 'posts'>,
  workspaceId: string,
  channel: string,
  channels: Channels,
): Promise<Refusal | null> {
  const name = channel.replace(/^#/, '').toLowerCase();
  if (channels.some((one) => one.id === channel || one.name.toLowerCase() === name)) return null;
  if (!channel.startsWith('#')) return refuse('notInChannel', 'that channel');
  const id = await posts.placeOf({ workspaceId, conversation: channel });
  const renamed = channels.find((one) => one.id === id);
  return renamed === undefined
    ? refuse('notInChannel', channel)
    : refuse('channelRenamed', channel, `#${renamed.name}`);
}
