import { DateTime } from 'luxon';
import { type SandboxDriver, startSandbox } from './sandbox-driver.js';

const sequence = `name: Texts
steps:
  - { id: hello, kind: sms, when: immediately, sms: { body: "Hi {{ contact.firstName }}" } }
  - { id: again, kind: sms, when: { days: 1, at: "10:00" }, from: "+442079460001", sms: { body: "Still there?" } }
  - { id: last, kind: sms, when: { days: 3, at: "10:00" }, sms: { body: "Shall I close this?" } }
`;

let sandbox: SandboxDriver;
beforeEach(async () => {
  sandbox = await startSandbox(DateTime.fromISO('2027-03-01T13:20:00Z', { zone: 'utc' }));
  await sandbox.importSequence(sequence);
}, 30_000);
afterEach(() => sandbox.stop());

test('texts go out on time, and what somebody does with one on the phone reaches the cadence', async () => {
  const [ana] = (await sandbox.look()).people;
  if (ana === undefined) throw new Error('nobody is in the sandbox');
  const people = ['ada@example.com', 'grace.okoye@example.org'] as const;
  await sandbox.type(ana.id, `/sequence enroll ${people.join(' ')} in texts from @ana`);
  const phone = async () => (await sandbox.look(ana.id)).phone;
  while ((await phone()).length < 4) await sandbox.travel('next');
  const [newest, other, ...first] = await phone();
  expect(first.map(({ body }) => body).sort()).toEqual(['Hi Ada', 'Hi Grace']);
  expect([newest, other]).toMatchObject([
    { from: '+442079460001', body: 'Still there?' },
    { from: '+442079460001', body: 'Still there?' },
  ]);
  if (newest === undefined || other === undefined) throw new Error('no texts');
  await sandbox.textEvent(newest, 'stop');
  await sandbox.textEvent(other, 'fail');
  const why = async (email: string) => JSON.stringify((await sandbox.type(ana.id, `/sequence why ${email}`)).blocks);
  const [ada, grace] = [await why(people[0]), await why(people[1])];
  const [stopped, failed] = ada.includes('Ended: they unsubscribed') ? [ada, grace] : [grace, ada];
  expect(stopped).toContain('Ended: they unsubscribed');
  expect(failed).toContain('it was not delivered (Twilio error 30006)');
  while (await sandbox.travel('next')) {}
  expect(await phone()).toHaveLength(5);
}, 60_000);
