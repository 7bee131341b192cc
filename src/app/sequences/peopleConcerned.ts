import type { DateTime } from 'luxon';
import { concerned } from '../../domain/enrollment/edit-numbers.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import type { SequenceVersion } from '../ports/stores/sequences.js';
import { summarizeEdit } from './summarizeEdit.js';

/**
 * How many people publishing `after` would concern, where those at the end go on: what is held against the workspace's
 * limit (decision 17). Reads every enrollment of the sequence.
 */
export async function peopleConcerned(
  tables: Tables,
  workspace: Workspace,
  before: SequenceVersion,
  after: Sequence,
  now: DateTime,
): Promise<number> {
  const { numbers } = await summarizeEdit(tables, workspace, before, after, now);
  return concerned(numbers, 'continue');
}
