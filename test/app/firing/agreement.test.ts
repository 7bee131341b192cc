import fc from 'fast-check';
import type { DateTime } from 'luxon';
import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { beginEnrollment } from '../../../src/app/enrolling/beginEnrollment.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { recordMeeting } from '../../../src/app/enrollments/recordMeeting.js';
import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { resume } from '../../../src/app/enrollments/resume.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import type { StoredContact } from '../../../src/app/ports/stores/people.js';
import { publishSequence } from '../../../src/app/sequences/publishSequence.js';
import { saveTemplate } from '../../../src/app/sequences/saveTemplate.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { newContact } from '../../../src/domain/contact/contact.js';
import type { SimulationEvent } from '../../../src/domain/simulate/events.js';
import { runCase } from '../../../src/domain/simulate/run.js';
import { arbitraryCase, readable } from '../../domain/simulate/arbitrary-case.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

/**
 * The live engine on PostgreSQL, its use cases and its ledger, beside `simulate` on the same random cases. Neither reads
 * what the other says.
 */
let world: AppWorld;
beforeAll(async () => {
  world = await createAppWorld();
  const { workspace, ids, store } = world;
  const template = { name: 'stored', kind: 'email', content: { subject: 's', body: 'b', format: 'text' } } as const;
  const now = await world.clock.now();
  await store.transact((tables) =>
    saveTemplate({ tables, ids, now }, { workspaceId: workspace.id, template, savedById: null, customFields: 'any' }),
  );
  await world.publish({ name: 'another', steps: [{ id: 'w', kind: 'delay', for: '30000 days' }] });
});
afterAll(() => world.close());

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The case as this program can live it: what nothing carries is a mail, and what nobody reports yet is left out. */
function livable(input: Json): Json {
  const sequence = input.sequence as Json;
  const events = (input.events as Json[]).flatMap((event, index, all) => {
    if (event.type === 'open' || event.type === 'click') return [];
    if (event.type === 'reply') return [{ at: event.at, type: 'reply' }];
    const isAgain = all.slice(0, index).some(({ type, step }) => type === 'task-done' && step === event.step);
    if (event.type === 'task-done' && isAgain) return [];
    if (event.type !== 'publish') return [event];
    return (event.steps as Json[]).length === 0 ? [] : [{ ...event, steps: (event.steps as Json[]).map(livableStep) }];
  });
  return { ...input, sequence: { ...sequence, steps: (sequence.steps as Json[]).map(livableStep) }, events };
}

function livableStep(step: Json): Json {
  if (step.kind === 'rule') {
    const actions = (step.do as Json[]).map((action) => ('webhook' in action ? { addTag: 'cold' } : action));
    return { ...step, do: actions };
  }
  if (!['sms', 'postcard', 'fulfillment'].includes(String(step.kind))) {
    return step.kind === 'task' && !isObject(step.task) ? { ...plainKeys(step), task: { title: 't' } } : step;
  }
  return { ...plainKeys(step), kind: 'email', email: { subject: 's', body: 'b' } };
}

function plainKeys({ sms, postcard, fulfillment, template, variants, promoteAfter, from, ...rest }: Json): Json {
  return rest;
}

let cases = 0;

/** Lives a case and tells its ledger. */
async function lived(input: Json, until: number): Promise<string[]> {
  const simulated = readable(input);
  const { store, ids, workspace, rep, clock } = world;
  cases += 1;
  await clock.freezeAt(simulated.enrolledAt);
  const grid = { delayGridMinutes: Number(input.delayGrid ?? 30) };
  await store.read.workspaces.update(workspace.id, { zone: String(input.accountZone), ...grid });
  const current = await store.read.workspaces.byId(workspace.id);
  if (current === null) throw new Error('no workspace');
  const version = await world.publish({ ...(input.sequence as Json), name: `Case ${cases}` });
  const given = (input.contact ?? {}) as { zone?: string; tags?: string[]; fields?: Record<string, string | number> };
  const contact: StoredContact = {
    ...newContact(`case-${cases}@example.com`),
    ...{ id: ids.next(), workspaceId: workspace.id, ownerId: rep.id },
    ...{
      firstName: 'Ada',
      company: 'Loom',
      zone: given.zone ?? null,
      tags: given.tags ?? [],
      fields: given.fields ?? {},
    },
  };
  const now = simulated.enrolledAt;
  const enrollment = await store.transact(async (tables) => {
    await tables.contacts.save(contact, now);
    const begun = { version, workspace: current, contact, ownerId: rep.id, pauses: [], options: {} };
    return beginEnrollment({ tables, ids, now }, begun);
  });
  if (enrollment === null) throw new Error('is in it already');
  const target = { kind: 'enrollment', enrollmentId: enrollment.id } as const;
  const ledger = async () => {
    const rows = await store.read.executions.ofEnrollment(enrollment.id);
    return rows.filter(({ state }) => state === 'fired' || state === 'skipped');
  };
  const fireUpTo = async (limit: DateTime | null) => {
    for (;;) {
      const one = await store.read.enrollments.byId(enrollment.id);
      if (!one?.dueAt || (limit && one.dueAt >= limit) || (await ledger()).length >= until) return;
      await clock.freezeAt(one.dueAt);
      await fireDue(world.deps);
    }
  };
  for (const happened of simulated.events) {
    await fireUpTo(happened.at);
    if ((await ledger()).length >= until) break;
    await clock.freezeAt(happened.at);
    await happens(happened, { contact, target, sequenceId: version.sequenceId, name: `Case ${cases}` });
  }
  await fireUpTo(null);
  const rows = await ledger();
  await removeFromSequence(world.app, { actor: world.manager, target });
  return rows.map(({ stepId, occurrence, state, reason, firedAt, settledAt }) => {
    const at = (firedAt ?? settledAt)?.toUTC().startOf('minute').toISO();
    return `${at} ${stepId} ${occurrence} ${state} ${state === 'fired' ? null : reason}`;
  });
}

interface About {
  readonly contact: StoredContact;
  readonly target: { readonly kind: 'enrollment'; readonly enrollmentId: string };
  readonly sequenceId: string;
  readonly name: string;
}

async function happens({ event, edited, at }: SimulationEvent, { contact, target, sequenceId, name }: About) {
  const { app, manager, rep, store, workspace, ids } = world;
  const from = { workspaceId: workspace.id, email: contact.email, sourceId: ids.next() };
  const save = (details: object) => saveContact(app, { actor: manager, email: contact.email, details });
  switch (event.type) {
    case 'pause':
      return pause(app, { actor: manager, target });
    case 'resume':
      return resume(app, { actor: manager, target, policy: { policy: event.policy ?? 'keep' } });
    case 'reply':
      return recordReply(app, from);
    case 'meeting-booked':
      return recordMeeting(app, from);
    case 'field':
      return save({ fields: { [event.name]: String(event.value) } });
    case 'tag': {
      const { tags } = (await store.read.contacts.byId(contact.id)) ?? contact;
      const isThere = tags.some((tag) => tag.toLowerCase() === event.tag.toLowerCase());
      return isThere ? null : save({ tags: [...tags, event.tag] });
    }
    case 'task-done': {
      const tasks = await store.read.tasks.find({ workspaceId: workspace.id, enrollmentId: target.enrollmentId });
      const task = tasks.find(({ stepId, state }) => stepId === event.step && state === 'open');
      const outcome = event.outcome ?? 'done';
      return task === undefined ? null : completeTask(app, { actor: rep, taskId: task.id, outcome });
    }
    default: {
      if (edited === null) throw new Error(event.type);
      const publication = {
        workspaceId: workspace.id,
        publishedById: null,
        as: { sequenceId },
        customFields: 'any',
      } as const;
      const published = await store.transact((tables) =>
        publishSequence({ tables, ids, now: at }, { ...publication, definition: { ...edited, name } }),
      );
      if (!published.ok) throw new Error(JSON.stringify(published));
      return published;
    }
  }
}

test('the ledger of the live engine says what simulate said', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCase, async (random) => {
      const input = livable(random);
      const { records } = runCase(readable(input));
      const expected = records.map(({ stepId, occurrence, at, outcome, reason }) => {
        return `${at.toISO()} ${stepId} ${occurrence} ${outcome} ${reason}`;
      });
      const told = await lived(input, records.length);
      expect(
        told
          .slice(0, expected.length + 5)
          .sort()
          .slice(0, expected.length),
      ).toEqual([...expected].sort());
    }),
    { numRuns: 15 },
  );
}, 170_000);
