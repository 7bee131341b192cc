import { DateTime } from 'luxon';
import { type SandboxDriver, startSandbox } from './sandbox-driver.js';

let sandbox: SandboxDriver;
beforeEach(async () => {
  sandbox = await startSandbox(DateTime.fromISO('2027-03-01T13:20:00Z', { zone: 'utc' }));
}, 30_000);
afterEach(() => sandbox.stop());

const reactions = [
  ['ada@example.com', 'reply', 'they replied'],
  ['grace.okoye@example.org', 'meeting', 'they booked a meeting'],
  ['mateo.silva@example.net', 'bounce', 'they cannot be reached: mail bounced'],
  ['kenji.mori@example.org', 'unsubscribe', 'they unsubscribed'],
] as const;

test('what somebody does with a mail in the outbox ends their cadence, and `why` says so', async () => {
  const [ana] = (await sandbox.look()).people;
  if (ana === undefined) throw new Error('nobody is in the sandbox');
  const addresses = reactions.map(([email]) => email);
  await sandbox.type(ana.id, `/sequence enroll ${addresses.join(' ')} in free-trial-nurture from @ana`);
  while ((await sandbox.look(ana.id)).outbox.length < reactions.length) await sandbox.travel('next');
  const { outbox } = await sandbox.look(ana.id);
  for (const [email, kind, words] of reactions) {
    const mail = outbox.find(({ to }) => to.includes(email));
    if (mail === undefined) throw new Error(`no mail went to ${email}`);
    await sandbox.mailEvent(mail, kind);
    const why = await sandbox.type(ana.id, `/sequence why ${email}`);
    expect(JSON.stringify(why.blocks)).toContain(`Ended: ${words}`);
  }
}, 60_000);
