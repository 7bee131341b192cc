import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import { type Refusal, refusalOf, refuse } from '../../domain/refusal.js';
import { pathOf } from '../../domain/sequence/problems.js';
import { type Assignee, readAssignee } from '../../domain/steps/assignee.js';
import { peopleNamed } from '../../domain/steps/people-named.js';
import type { Directory } from '../ports/chat.js';
import { channelProblem } from '../sequences/checkAssignee.js';
import type { ImportProblem } from './importProblem.js';
import type { ReadFiles } from './readFiles.js';
import type { ResolvedOwner } from './resolveOwners.js';

/** Whether steps of sequences in files name anybody but the owner, so that Slack has to be asked. */
export function namesAnybody(read: Pick<ReadFiles, 'sequences'>): boolean {
  return assignees(read).some(({ assignee }) => assignee.to !== 'owner');
}

/** The members that steps of sequences in files name. */
export function assigneeReferences(read: Pick<ReadFiles, 'sequences'>): OwnerReference[] {
  return assignees(read).flatMap(({ assignee }) => (assignee.to === 'member' ? assignee.reference : []));
}

/** People that nobody is, and channels that the app is not in; those only where Slack could be asked. */
export function unknownAssignees(
  read: Pick<ReadFiles, 'sequences'>,
  memberOf: (reference: OwnerReference) => ResolvedOwner,
  channels: Awaited<ReturnType<Directory['channels']>> | null,
): ImportProblem[] {
  return assignees(read).flatMap(({ assignee, takesChannel, path, problem }) => {
    const isOwnedByChannel = assignee.to === 'channel' && !takesChannel;
    const why = isOwnedByChannel ? refuse('notPerson') : refusalFor(assignee, memberOf, channels);
    return why === null ? [] : problem({ path, ...why });
  });
}

function refusalFor(
  assignee: Assignee,
  memberOf: (reference: OwnerReference) => ResolvedOwner,
  channels: Awaited<ReturnType<Directory['channels']>> | null,
): Refusal | null {
  if (assignee.to === 'channel') return channels === null ? null : channelProblem(assignee.channel, channels);
  if (assignee.to === 'owner') return null;
  const member = memberOf(assignee.reference);
  return member.ok ? null : refusalOf(member);
}

function assignees({ sequences }: Pick<ReadFiles, 'sequences'>) {
  return sequences.flatMap(({ sequence, problem }) =>
    sequence.steps.flatMap((step, index) =>
      peopleNamed(step).map(({ at, name, takesChannel }) => {
        return { assignee: readAssignee(name), takesChannel, path: pathOf('steps', index, ...at), problem };
      }),
    ),
  );
}
