import { saveContact } from '../../../../src/app/contacts/saveContact.js';
import { pause } from '../../../../src/app/enrollments/pause.js';
import { recordBounce } from '../../../../src/app/enrollments/recordBounce.js';
import { recordMailSign } from '../../../../src/app/enrollments/recordMailSign.js';
import { recordMeeting } from '../../../../src/app/enrollments/recordMeeting.js';
import { recordReply } from '../../../../src/app/enrollments/recordReply.js';
import { type ResumeChoice, resume } from '../../../../src/app/enrollments/resume.js';
import type { PauseTarget } from '../../../../src/app/enrollments/target.js';
import { unsubscribe } from '../../../../src/app/enrollments/unsubscribe.js';
import { publishSequence } from '../../../../src/app/sequences/publishSequence.js';
import { completeTask } from '../../../../src/app/tasks/completeTask.js';
import { skipTask } from '../../../../src/app/tasks/skipTask.js';
import { toSequenceFile } from '../../../../src/domain/sequence/file.js';
import type { AppWorld } from '../../../support/app-world.js';
import { type Grounds, nameOf, readSequence } from './grounds.js';
import { edited } from './livable.js';
import { type Living, placeOf } from './live.js';
import type { Happening, Scope } from './lives.js';
import type { Whose } from './simulated.js';

export interface Moment {
  readonly happening: Happening;
  readonly of: Whose;
  /** Whom it is about, where it is about one person. */
  readonly about: Living | undefined;
}

/** Has something happen in the program, by the use case that Slack, a link or a provider calls for it. */
export async function happen(world: AppWorld, grounds: Grounds, moment: Moment): Promise<void> {
  const { happening, of, about } = moment;
  const { app } = world;
  const { admin: actor } = placeOf(grounds, of.place);
  if (happening.scope !== undefined) {
    const target = targetOf(grounds, moment, happening.scope);
    const isPause = happening.event.type === 'pause';
    const done = isPause
      ? await pause(app, { actor, target })
      : await resume(app, { actor, target, policy: policyOf(happening) });
    // Of what has ended, or stands no more, there is nothing to pause or to resume.
    if (!done.ok && done.reason !== 'not-enrolled' && done.reason !== 'not-paused') throw new Error(done.reason);
  } else if (about !== undefined) await happensTo(world, about, actor, happening);
  else await publish(world, grounds, moment);
}

function targetOf(grounds: Grounds, { of, about }: Moment, scope: Scope): PauseTarget {
  const { owners } = placeOf(grounds, of.place);
  switch (scope) {
    case 'workspace':
      return { kind: 'everything' };
    case 'owner-0':
    case 'owner-1':
      return { kind: 'owner', memberId: owners[Number(scope.slice(-1))]?.id ?? '' };
    case 'sequence':
      return { kind: 'sequence', sequenceId: grounds.sequenceIds[of.course ?? -1] ?? '' };
    case 'self':
      return { kind: 'enrollment', enrollmentId: about?.enrollmentId ?? '' };
  }
}

function policyOf({ event }: Happening): ResumeChoice {
  if (event.spreadOver !== undefined) return { policy: 'spread', hours: Number(event.spreadOver) };
  return { policy: event.policy as 'keep' | 'shift' | 'skip' };
}

async function happensTo(
  world: AppWorld,
  { contact, enrollmentId }: Living,
  actor: Grounds['places'][number]['admin'],
  { event }: Happening,
): Promise<void> {
  const { app, store, ids } = world;
  const { workspaceId, email } = contact;
  const told = { workspaceId, email, sourceId: ids.next() };
  const save = (details: object) => saveContact(app, { actor, email, details });
  switch (event.type) {
    case 'reply': {
      const row = event.step === undefined ? undefined : await sentOf(world, enrollmentId, event.step);
      await recordReply(app, row === undefined ? told : { executionId: row.id, sourceId: told.sourceId });
      return;
    }
    case 'open':
    case 'click': {
      const row = await sentOf(world, enrollmentId, event.step);
      if (row !== undefined) await recordMailSign(app, { executionId: row.id, sign: event.type });
      return;
    }
    case 'meeting-booked':
      await recordMeeting(app, told);
      return;
    case 'bounce':
      await recordBounce(app, told);
      return;
    case 'unsubscribe':
      await unsubscribe(app, told);
      return;
    case 'field':
      await save({ fields: { [String(event.name)]: String(event.value) } });
      return;
    case 'tag': {
      const { tags } = (await store.read.contacts.byId(contact.id)) ?? contact;
      const tag = String(event.tag);
      if (!tags.some((one) => one.toLowerCase() === tag.toLowerCase())) await save({ tags: [...tags, tag] });
      return;
    }
    case 'task-done': {
      const tasks = await store.read.tasks.find({ workspaceId, enrollmentId: enrollmentId ?? '', state: 'open' });
      const [task] = tasks.filter(({ stepId }) => stepId === event.step).sort((a, b) => b.occurrence - a.occurrence);
      if (task === undefined) return;
      if (event.outcome === 'skipped') await skipTask(app, { actor, taskId: task.id });
      else await completeTask(app, { actor, taskId: task.id, outcome: String(event.outcome ?? 'done') });
      return;
    }
    default:
      throw new Error(`nobody knows how ${event.type} happens`);
  }
}

async function sentOf({ store }: AppWorld, enrollmentId: string | null, step: unknown) {
  const rows = enrollmentId === null ? [] : await store.read.executions.ofEnrollment(enrollmentId);
  return rows.find(({ stepId, state }) => stepId === step && state === 'fired');
}

async function publish({ store, ids, carried }: AppWorld, grounds: Grounds, { happening, of }: Moment): Promise<void> {
  const { event, at } = happening;
  const course = of.course ?? -1;
  const sequenceId = grounds.sequenceIds[course] ?? '';
  const sequence = await store.read.sequences.byId(sequenceId);
  const version = sequence === null ? null : await store.read.sequences.version(sequence.currentVersionId);
  if (version === null || !Array.isArray(event.steps)) throw new Error('there is nothing to edit');
  const file = edited({ ...toSequenceFile(version.definition) }, event.type, event.steps);
  const definition = readSequence({ ...file, name: nameOf(course) });
  const { workspace } = placeOf(grounds, of.place);
  const publication = { workspaceId: workspace.id, definition, publishedById: null, as: { sequenceId } } as const;
  const published = await store.transact((tables) =>
    publishSequence({ tables, ids, now: at, carried }, { ...publication, customFields: 'any' }),
  );
  if (!published.ok) throw new Error(JSON.stringify(published));
}
