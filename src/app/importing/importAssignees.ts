import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import { type PathSegment, pathOf } from '../../domain/sequence/problems.js';
import { type Assignee, readAssignee } from '../../domain/steps/assignee.js';
import type { Step } from '../../domain/steps/step.js';
import type { Directory } from '../ports/chat.js';
import { channelProblem } from '../sequences/checkAssignee.js';
import type { ImportProblem } from './importProblem.js';
import type { ReadFiles } from './readFiles.js';
import type { ResolvedOwner } from './resolveOwners.js';

/** The members that steps of sequences in files name as assignees. */
export function assigneeReferences(read: Pick<ReadFiles, 'sequences'>): OwnerReference[] {
  return assignees(read).flatMap(({ assignee }) => (assignee.to === 'member' ? assignee.reference : []));
}

/** Assignees that nobody is, and channels that the app is not in; those only where Slack could be asked. */
export function unknownAssignees(
  read: Pick<ReadFiles, 'sequences'>,
  memberOf: (reference: OwnerReference) => ResolvedOwner,
  channels: Awaited<ReturnType<Directory['channels']>> | null,
): ImportProblem[] {
  return assignees(read).flatMap(({ assignee, path, problem }) => {
    const message = messageFor(assignee, memberOf, channels);
    return message === null ? [] : problem({ path, message });
  });
}

function messageFor(
  assignee: Assignee,
  memberOf: (reference: OwnerReference) => ResolvedOwner,
  channels: Awaited<ReturnType<Directory['channels']>> | null,
): string | null {
  if (assignee.to === 'channel') return channels === null ? null : channelProblem(assignee.channel, channels);
  if (assignee.to === 'owner') return null;
  const member = memberOf(assignee.reference);
  return member.ok ? null : member.message;
}

function assignees({ sequences }: Pick<ReadFiles, 'sequences'>) {
  return sequences.flatMap(({ sequence, problem }) =>
    sequence.steps.flatMap((step, index) =>
      peopleOf(step).map(({ at, name }) => {
        return { assignee: readAssignee(name), path: pathOf('steps', index, ...at), problem };
      }),
    ),
  );
}

interface NamedPerson {
  /** Where it stands in the step, as in the file. */
  readonly at: readonly PathSegment[];
  readonly name: string;
}

/** Whom a step names, a person or a channel. */
function peopleOf(step: Step): NamedPerson[] {
  if (step.kind === 'task') return [{ at: ['assignee'], name: step.assignee }];
  if (step.kind !== 'rule') return [];
  return step.do.flatMap((action, index): NamedPerson[] => {
    const at = ['do', index];
    if ('notify' in action) return [{ at: [...at, 'notify'], name: action.notify }];
    if ('setOwner' in action) return [{ at: [...at, 'setOwner'], name: action.setOwner }];
    const assignee = 'createTask' in action ? action.createTask.assignee : undefined;
    return assignee === undefined ? [] : [{ at: [...at, 'createTask', 'assignee'], name: assignee }];
  });
}
