import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import { type Refusal, refusalOf, refuse } from '../../domain/refusal.js';
import { pathOf } from '../../domain/sequence/problems.js';
import { type Assignee, readAssignee } from '../../domain/steps/assignee.js';
import { peopleNamed } from '../../domain/steps/people-named.js';
import type { Directory } from '../ports/chat.js';
import type { Tables } from '../ports/store.js';
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

/** How it is known whom steps of sequences in files name; `channels`: those that the app is in, null where Slack could not be asked. */
export interface KnownAssignees {
  readonly memberOf: (reference: OwnerReference) => ResolvedOwner;
  readonly channels: Awaited<ReturnType<Directory['channels']>> | null;
}

/** People that nobody is, and channels that the app is not in; those only where Slack could be asked. */
export async function unknownAssignees(
  tables: Pick<Tables, 'posts'>,
  workspaceId: string,
  read: Pick<ReadFiles, 'sequences'>,
  known: KnownAssignees,
): Promise<ImportProblem[]> {
  const problems: ImportProblem[] = [];
  for (const { assignee, takesChannel, path, problem } of assignees(read)) {
    const isOwnedByChannel = assignee.to === 'channel' && !takesChannel;
    const why = isOwnedByChannel ? refuse('notPerson') : await refusalFor(tables, workspaceId, assignee, known);
    if (why !== null) problems.push(problem({ path, ...why }));
  }
  return problems;
}

async function refusalFor(
  tables: Pick<Tables, 'posts'>,
  workspaceId: string,
  assignee: Assignee,
  { memberOf, channels }: KnownAssignees,
): Promise<Refusal | null> {
  if (assignee.to === 'channel')
    return channels === null ? null : channelProblem(tables, workspaceId, assignee.channel, channels);
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
