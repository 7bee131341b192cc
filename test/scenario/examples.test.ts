import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DateTime } from 'luxon';
import { parse } from 'yaml';
import { simulate } from '../../src/domain/simulate/simulate.js';
import { type SandboxDriver, startSandbox } from './sandbox-driver.js';

/** A Monday, 08:20 in New York. */
const monday = DateTime.fromISO('2027-03-01T13:20:00Z', { zone: 'utc' });
const accountZone = 'America/New_York';

const contacts = [
  { email: 'ada@example.com', zone: 'Europe/London' },
  { email: 'grace.okoye@example.org', zone: 'America/New_York' },
  { email: 'mateo.silva@example.net', zone: 'America/Sao_Paulo' },
  { email: 'kenji.mori@example.org', zone: 'Asia/Tokyo' },
];

interface Step {
  readonly id: string;
  readonly kind: string;
  readonly pause?: boolean;
}

function exampleOf(slug: string): { readonly name: string; readonly steps: readonly Step[] } {
  return parse(readFileSync(fileURLToPath(new URL(`../../examples/${slug}.yml`, import.meta.url)), 'utf8'));
}

let sandbox: SandboxDriver;
beforeEach(async () => {
  sandbox = await startSandbox(monday);
}, 30_000);
afterEach(() => sandbox.stop());

test.each(['saas-outbound', 'free-trial-nurture', 'post-purchase'])(
  '%s runs from the first step to the last, for people in four zones, as simulate says',
  async (slug) => {
    const sequence = exampleOf(slug);
    const [ana] = (await sandbox.look()).people;
    if (ana === undefined) throw new Error('nobody is in the sandbox');
    const enrolledAt = minute((await sandbox.look()).now);
    const answer = await sandbox.type(
      ana.id,
      `/sequence enroll ${contacts.map(({ email }) => email).join(' ')} in ${slug} from @ana`,
    );
    expect(answer.text).toContain(sequence.name);
    expect(minute((await sandbox.look()).now)).toBe(enrolledAt);

    const done = await runToTheEnd(ana.id, sequence.steps);

    const { outbox } = await sandbox.look(ana.id);
    expect(new Set(outbox.map(({ executionId }) => executionId)).size).toBe(outbox.length);
    for (const { email, zone } of contacts) {
      const mine = outbox.filter(({ to }) => to.includes(email)).map(({ sentAt }) => minute(sentAt));
      const expected = simulated({
        sequence,
        accountZone,
        enrolledAt,
        contact: { zone },
        events: done.get(email) ?? [],
      });
      expect({ email, mails: mine.reverse() }).toEqual({ email, mails: expected.mails });
      expect({ email, tasks: (done.get(email) ?? []).length }).toEqual({ email, tasks: expected.tasks });
    }
  },
  60_000,
);

/** Goes from one due time to the next, an hour after each does the tasks that are shown, until nothing is waiting. */
async function runToTheEnd(person: string, steps: readonly Step[]) {
  const done = new Map<string, { type: 'task-done'; at: string; step: string }[]>();
  const tasks = steps.filter(({ kind }) => kind === 'task');
  // A click is answered before the message is rewritten, so a button that was pressed may still be seen for a moment.
  const pressed = new Set<string>();
  for (let moves = 0; moves < 100; moves += 1) {
    if (!(await sandbox.travel('next'))) return done;
    await sandbox.travel('hour');
    const { messages, now } = await sandbox.look(person);
    for (const message of messages.filter(({ ts }) => !pressed.has(ts))) {
      if (!(await sandbox.press(person, message, 'task.done'))) {
        const isCall = await sandbox.press(person, message, 'task.outcome.voicemail');
        if (!isCall) continue;
      }
      pressed.add(message.ts);
      const contact = contacts.find(({ email }) => JSON.stringify(message.blocks).includes(email));
      if (contact === undefined) throw new Error(`whose task is this? ${message.text}`);
      const events = done.get(contact.email) ?? [];
      const step = tasks[events.length];
      if (step === undefined) throw new Error('more tasks appeared than the sequence has');
      done.set(contact.email, [...events, { type: 'task-done', at: now, step: step.id }]);
    }
  }
  throw new Error('the cadence does not end');
}

function simulated(input: object): { readonly mails: string[]; readonly tasks: number } {
  const result = simulate(input) as {
    steps?: { step: string; at: string; outcome: string }[];
    end?: { state: string };
  };
  expect({ input, end: result }).toMatchObject({ end: { end: { state: 'completed' } } });
  const { steps } = (input as { sequence: { steps: readonly Step[] } }).sequence;
  const kindOf = (id: string) => steps.find((step) => step.id === id)?.kind;
  const fired = result.steps ?? [];
  return {
    mails: fired.filter(({ step }) => kindOf(step) === 'email').map(({ at }) => at),
    tasks: fired.filter(({ step }) => kindOf(step) === 'task').length,
  };
}

function minute(iso: string): string {
  return DateTime.fromISO(iso, { zone: 'utc' }).startOf('minute').toISO() ?? '';
}
