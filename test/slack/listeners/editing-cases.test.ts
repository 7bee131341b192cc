import { readFileSync } from 'node:fs';
import type { DateTime } from 'luxon';
import { stateOf } from '../../../src/domain/enrollment/progress.js';
import type { StepFileJson } from '../../../src/domain/sequence/file.js';
import type { SimulationEvent } from '../../../src/domain/simulate/events.js';
import { simulate } from '../../../src/domain/simulate/simulate.js';
import { readable } from '../../domain/simulate/arbitrary-case.js';
import { editorOf } from './edit-in-slack.js';
import { ANA, ANA_DM, eachSlackWorld, type SlackWorld, textOf } from './slack-world.js';

/**
 * The worked cases of live editing (scheduling.md), lived through Slack: the owner pauses, resumes and tells of replies by
 * commands, somebody edits with the builder's forms and menus and publishes; the ledger, the mails and the messages in Slack are
 * compared with what the case says.
 */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});
const editInSlack = editorOf(() => world);

interface SpecCase {
  readonly name: string;
  readonly input: Record<string, unknown> & { readonly sequence: { readonly steps: readonly StepFileJson[] } };
  readonly expected: {
    readonly steps: readonly { readonly step: string; readonly at: string; readonly outcome: string }[];
    readonly end: { readonly state: string; readonly at?: string; readonly reason?: string };
  };
}
const cases = readFileSync(new URL('../../spec/cases.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as SpecCase)
  .filter(({ name, input }) => {
    const events = (input.events ?? []) as { type: string }[];
    return name.startsWith('publish-') || events.some(({ type }) => type === 'append' || type === 'publish');
  });

test('there are the six appends and every case of publishing', () => {
  const names = cases.map(({ name }) => name);
  expect(names.filter((name) => /^append-\d/.test(name))).toHaveLength(6);
  expect(names.filter((name) => name.startsWith('publish-')).length).toBeGreaterThan(10);
});

const mail = (id: string, when: StepFileJson['when']) => {
  return { id, name: id, kind: 'email', when, email: { subject: id, body: 'Hello' } };
};
/** The long way to edit, by each policy: what was overdue at the pause, or became so, comes in the new order. */
const paused = (['keep', 'shift', 'skip'] as const).map((policy): SpecCase => {
  const [a, b, c] = [
    mail('a', 'immediately'),
    mail('b', { days: 1, at: '09:00' }),
    mail('c', { days: 2, at: '11:00' }),
  ];
  const call = { id: 't', name: 't', kind: 'task', when: { days: 1 }, pause: true, task: { title: 't', type: 'todo' } };
  const steps = [a, c, { ...mail('n', { delay: '60 minutes' }) }, { ...b, when: { days: 3, at: '09:00' } }, call];
  const input = {
    sequence: { name: 'Case', steps: [a, b, c] },
    accountZone: 'America/Los_Angeles',
    enrolledAt: '2026-03-02T08:00',
    events: [
      { at: '2026-03-02T12:00', type: 'pause' },
      { at: '2026-03-04T10:00', type: 'publish', steps },
      { at: '2026-03-06T12:30', type: 'resume', policy },
    ],
  };
  return { name: `paused, edited, reordered, saved and resumed: ${policy}`, input, expected: simulated(input) };
});

function simulated(input: SpecCase['input']): SpecCase['expected'] {
  const told = simulate(input);
  if ('errors' in told) throw new Error(JSON.stringify(told));
  return told as SpecCase['expected'];
}

test.each([...cases, ...paused].map((one) => [one.name, one] as const))('%s', async (_, { input, expected }) => {
  const { store, clock } = world;
  const { enrolledAt, events } = readable(input);
  await clock.freezeAt(enrolledAt);
  const version = await world.publish({ ...input.sequence, name: 'Case' });
  const tags = ((input.contact ?? {}) as { tags?: string[] }).tags ?? [];
  const { enrollment, contact } = await world.enrollIn(version, { tags });
  let steps = input.sequence.steps;
  const kinds = new Map<string, string>();
  const seen = new Set<string>();
  /** What came to somebody: when, of which step, and whether it said what the step then said. */
  const came: string[] = [];
  const fireUpTo = async (limit: DateTime | null) => {
    for (let fired = 0; fired < 60; fired += 1) {
      for (const { id, kind } of steps) kinds.set(String(id), String(kind));
      const one = await store.read.enrollments.byId(enrollment.id);
      if (!one?.dueAt || (limit && one.dueAt >= limit)) return;
      const before = world.mailer.taken.length;
      await world.runAt(one.dueAt.toISO() ?? '');
      const rows = await store.read.executions.ofEnrollment(enrollment.id);
      for (const { executionId, subject } of world.mailer.taken.slice(before)) {
        const stepId = rows.find(({ id }) => id === executionId)?.stepId;
        const says = steps.find(({ id }) => id === stepId)?.email as { readonly subject: string } | undefined;
        came.push(`${one.dueAt.toUTC().toISO()} ${stepId}${subject === says?.subject ? '' : `: ${subject}`}`);
      }
      for (const { ts, postedAt, blocks } of await inDm()) {
        if (seen.has(ts)) continue;
        const step = steps.find(({ task }) => JSON.stringify(blocks).includes(`*${titleOf(task)}*`));
        came.push(`${postedAt} ${step?.id}`);
        seen.add(ts);
      }
    }
    throw new Error('it does not end');
  };
  const command = async (text: string, answer: RegExp) => {
    await world.type(text);
    await world.whisper(undefined, (one) => answer.test(textOf(one)));
  };
  const happens = async ({ event }: SimulationEvent) => {
    switch (event.type) {
      case 'pause':
        return command(`pause ${contact.email}`, /Paused/);
      case 'resume':
        return command(`resume ${contact.email} ${event.policy ?? 'keep'}`, /Resumed/);
      case 'reply':
        return command(`replied ${contact.email}`, /repl/);
      case 'append':
      case 'publish': {
        const given = event.steps as readonly StepFileJson[];
        steps = event.type === 'append' ? [...steps, ...given] : given;
        return editInSlack('Case', steps);
      }
      default:
        throw new Error(event.type);
    }
  };
  for (const happened of events) {
    await fireUpTo(happened.at);
    await clock.freezeAt(happened.at);
    await happens(happened);
  }
  await fireUpTo(null);
  const rows = await store.read.executions.ofEnrollment(enrollment.id);
  const lived = rows.flatMap(({ stepId, state, firedAt, settledAt }) => {
    const at = (firedAt ?? settledAt)?.toUTC().startOf('minute').toISO();
    return state === 'fired' || state === 'skipped' ? [`${at} ${stepId} ${state}`] : [];
  });
  const told = expected.steps.map(({ step, at, outcome }) => `${at} ${step} ${outcome}`);
  expect(lived.sort()).toEqual(told.sort());
  const touches = expected.steps.filter(
    ({ step, outcome }) => outcome === 'fired' && ['email', 'task'].includes(kinds.get(step) ?? ''),
  );
  expect(came.sort()).toEqual(touches.map(({ step, at }) => `${at} ${step}`).sort());
  const ended = await store.read.enrollments.byId(enrollment.id);
  const end = ended === null ? null : stateOf(ended.progress);
  expect({
    ...end,
    ...(end !== null && 'at' in end && end.at !== null ? { at: end.at.toUTC().toISO() } : {}),
  }).toMatchObject(expected.end);
  // Only what the cadence waits for can still be done.
  await world.show();
  const open = (await inDm()).filter(({ blocks }) => JSON.stringify(blocks).includes('"task.skip"'));
  expect(open).toHaveLength(expected.end.state === 'waiting' ? 1 : 0);
});

/** The messages of tasks in the owner's DM. */
async function inDm() {
  const { messages } = await world.seenBy(ANA);
  return messages.filter(({ conversation, ephemeral }) => conversation === ANA_DM && !ephemeral);
}

const titleOf = (task: unknown) => (task as { readonly title?: string } | undefined)?.title;
