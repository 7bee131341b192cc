import { DateTime } from 'luxon';
import { vi } from 'vitest';
import type { ShownMessage } from '../../src/sandbox/protocol.js';
import { contactsOfAll, doTasksInRounds, exampleOf, examples, peopleIn, simulated, stepThatSays } from './examples.js';
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
  let tasks: readonly ShownMessage[];
  beforeAll(async () => {
    await sandbox.importFile('contacts.csv', contactsOfAll());
    await sandbox.stopClock(monday);
    for (const slug of examples) {
      const everybody = peopleIn(slug).map(({ email }) => email);
      const answer = await sandbox.type(ana, `/sequence enroll ${everybody.join(' ')} in ${slug} from @ana`);
      expect(answer.text).toContain(exampleOf(slug).name);
    }
    tasks = await doTasksInRounds(sandbox, ana, monday);
    expect(await sandbox.travel('next')).toBe(false);
  });

  test.each(examples)(
    '%s runs from the first step to the last, for people in four zones, as simulate says',
    async (slug) => {
      const { outbox } = await sandbox.look(ana);
      expect(new Set(outbox.map(({ executionId }) => executionId)).size).toBe(outbox.length);
      for (const person of peopleIn(slug)) {
        const { email } = person;
        const mails = outbox
          .filter(({ to }) => to.includes(email))
          .map(({ sentAt, subject }) => `${minute(sentAt)} ${stepThatSays(slug, person, subject)}`);
        const shown = tasks
          .filter(({ blocks }) => JSON.stringify(blocks).includes(email))
          .map(({ postedAt, blocks }) => `${minute(postedAt)} ${stepThatSays(slug, person, titleIn(blocks))}`);
        const came = [...mails, ...shown].sort();
        expect({ email, came }).toEqual({ email, came: simulated(slug, person, monday).sort() });
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

/** The title that a task's message begins with, in bold. */
function titleIn(blocks: ShownMessage['blocks']): string {
  const [first] = blocks;
  const [title = ''] = (first?.type === 'section' ? (first.text?.text ?? '') : '').split('\n');
  return title.slice(1, -1).replaceAll('&amp;', '&');
}

function minute(iso: string): string {
  return DateTime.fromISO(iso, { zone: 'utc' }).startOf('minute').toISO() ?? '';
}
