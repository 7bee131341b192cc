import { DateTime } from 'luxon';
import { vi } from 'vitest';
import { contactsOfAll, exampleOf, examples, peopleIn, runToTheEnd, simulated, type TaskDone } from './examples.js';
import { type SandboxDriver, startSandbox } from './sandbox-driver.js';

// A whole program runs here, in a process of its own: seconds where others use the machine too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A Monday, 08:20 in New York. */
const monday = DateTime.fromISO('2027-03-01T13:20:00Z', { zone: 'utc' });

/** One for all: its time only goes on, and each test has people of its own. */
let sandbox: SandboxDriver;
let ana: string;
beforeAll(async () => {
  sandbox = await startSandbox(monday);
  ana = (await sandbox.look()).people[0]?.id ?? '';
});
afterAll(() => sandbox.stop());

const why = async (email: string) => JSON.stringify((await sandbox.type(ana, `/sequence why ${email}`)).blocks);

describe('an example', () => {
  let enrolledAt: string;
  let done: ReadonlyMap<string, readonly TaskDone[]>;
  beforeAll(async () => {
    await sandbox.importFile('contacts.csv', contactsOfAll());
    enrolledAt = minute((await sandbox.look()).now);
    for (const slug of examples) {
      const everybody = peopleIn(slug).map(({ email }) => email);
      const answer = await sandbox.type(ana, `/sequence enroll ${everybody.join(' ')} in ${slug} from @ana`);
      expect(answer.text).toContain(exampleOf(slug).name);
    }
    expect(minute((await sandbox.look()).now)).toBe(enrolledAt);
    done = await runToTheEnd(sandbox, ana);
  });

  test.each(examples)(
    '%s runs from the first step to the last, for people in four zones, as simulate says',
    async (slug) => {
      const { outbox } = await sandbox.look(ana);
      expect(new Set(outbox.map(({ executionId }) => executionId)).size).toBe(outbox.length);
      const sequence = exampleOf(slug);
      for (const { email, zone } of peopleIn(slug)) {
        const mine = outbox.filter(({ to }) => to.includes(email)).map(({ sentAt }) => minute(sentAt));
        const events = done.get(email) ?? [];
        const expected = simulated({
          sequence,
          accountZone: 'America/New_York',
          enrolledAt,
          contact: { zone },
          events,
        });
        expect({ email, mails: mine.reverse() }).toEqual({ email, mails: expected.mails });
        expect({ email, tasks: events.length }).toEqual({ email, tasks: expected.tasks });
      }
    },
  );
});

const reactions = [
  ['ada@example.com', 'reply', 'they replied'],
  ['grace.okoye@example.org', 'meeting', 'they booked a meeting'],
  ['mateo.silva@example.net', 'bounce', 'they cannot be reached: mail bounced'],
  ['kenji.mori@example.org', 'unsubscribe', 'they unsubscribed'],
] as const;

test('what somebody does with a mail in the outbox ends their cadence, and `why` says so', async () => {
  const addresses = reactions.map(([email]) => email);
  await sandbox.type(ana, `/sequence enroll ${addresses.join(' ')} in free-trial-nurture from @ana`);
  const mails = async () => {
    const { outbox } = await sandbox.look(ana);
    return reactions.map(([email]) => outbox.find(({ to }) => to.includes(email)));
  };
  while ((await mails()).includes(undefined)) await sandbox.travel('next');
  for (const [index, mail] of (await mails()).entries()) {
    const [email, kind, words] = reactions[index] ?? reactions[0];
    if (mail === undefined) throw new Error(`no mail went to ${email}`);
    await sandbox.mailEvent(mail, kind);
    expect(await why(email)).toContain(`Ended: ${words}`);
  }
});

const texts = `name: Texts
steps:
  - { id: hello, kind: sms, when: immediately, sms: { body: "Hi {{ contact.firstName }}" } }
  - { id: again, kind: sms, when: { days: 1, at: "10:00" }, from: "+442079460001", sms: { body: "Still there?" } }
  - { id: last, kind: sms, when: { days: 3, at: "10:00" }, sms: { body: "Shall I close this?" } }
`;
const texted = 'email,firstName,phone,zone\nlin@example.com,Lin,+14155550142,\nmax@example.com,Max,+14155550143,\n';

test('texts go out on time, and what somebody does with one on the phone reaches the cadence', async () => {
  await sandbox.importFile('sequence.yml', texts);
  await sandbox.importFile('contacts.csv', texted);
  await sandbox.type(ana, '/sequence enroll lin@example.com max@example.com in texts from @ana');
  const phone = async () => (await sandbox.look(ana)).phone;
  while ((await phone()).length < 4) await sandbox.travel('next');
  const [newest, other, ...first] = await phone();
  expect(first.map(({ body }) => body).sort()).toEqual(['Hi Lin', 'Hi Max']);
  expect([newest, other]).toMatchObject([
    { from: '+442079460001', body: 'Still there?' },
    { from: '+442079460001', body: 'Still there?' },
  ]);
  if (newest === undefined || other === undefined) throw new Error('no texts');
  await sandbox.textEvent(newest, 'stop');
  await sandbox.textEvent(other, 'fail');
  const [lin, max] = [await why('lin@example.com'), await why('max@example.com')];
  const [stopped, failed] = lin.includes('Ended: they unsubscribed') ? [lin, max] : [max, lin];
  expect(stopped).toContain('Ended: they unsubscribed');
  expect(failed).toContain('it was not delivered (Twilio error 30006)');
  while (await sandbox.travel('next')) {}
  expect(await phone()).toHaveLength(5);
});

function minute(iso: string): string {
  return DateTime.fromISO(iso, { zone: 'utc' }).startOf('minute').toISO() ?? '';
}
