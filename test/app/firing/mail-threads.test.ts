import { resolveFailed } from '../../../src/app/enrollments/resolveFailed.js';
import { changeSettings } from '../../../src/app/people/changeSettings.js';
import type { Mail } from '../../../src/app/ports/mailer.js';
import { saveTemplate } from '../../../src/app/sequences/saveTemplate.js';
import { messageIdOf } from '../../../src/domain/mail/thread.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const mail = (id: string, email: object, when: unknown = { days: 1, at: '09:00' }) => ({
  id,
  kind: 'email',
  when,
  email,
});
const intro = mail('intro', { subject: 'Queues at {{contact.company}}', body: 'Hi.' }, 'immediately');
const nudge = (id: string) => mail(id, { body: 'Did you see my mail?' });
const ada = { email: 'ada@example.com', company: 'Acme' };

const begin = async (steps: readonly object[], contact: object = ada) =>
  (await world.enrollIn(await world.publish({ steps }), contact)).enrollment;
const messageId = (sent: Mail | undefined) =>
  sent === undefined ? '' : messageIdOf({ executionId: sent.executionId, from: sent.from.email });
const days = async (...of: readonly string[]) => {
  for (const day of of) await world.fireAt(`2026-03-${day}T09:00`);
};

describe('a mail without a subject', () => {
  test('goes on in the thread of the mail before it, and the next one names both', async () => {
    await begin([intro, nudge('b'), nudge('c')]);
    await days('02', '03', '04');
    const [first, second, third] = world.mailer.taken;
    expect(world.mailer.taken.map(({ subject }) => subject)).toEqual([
      'Queues at Acme',
      'Re: Queues at Acme',
      'Re: Queues at Acme',
    ]);
    expect(first?.headers).not.toHaveProperty('References');
    expect(second?.headers).toMatchObject({ 'In-Reply-To': messageId(first), References: messageId(first) });
    expect(third?.headers).toMatchObject({
      'In-Reply-To': messageId(second),
      References: `${messageId(first)} ${messageId(second)}`,
    });
    expect(third?.headers).toHaveProperty('List-Unsubscribe');
  });

  test('goes on from the latest thread, where a mail with a subject began a new one', async () => {
    await begin([intro, mail('news', { subject: 'News', body: 'b' }), nudge('c')]);
    await days('02', '03', '04');
    const [, news, last] = world.mailer.taken;
    expect(news?.headers).not.toHaveProperty('In-Reply-To');
    expect(last).toMatchObject({ subject: 'Re: News', headers: { References: messageId(news) } });
  });

  test('does not go on in a thread of somebody else', async () => {
    const version = await world.publish({ steps: [intro, nudge('b')] });
    await world.enrollIn(version, ada);
    await world.enrollIn(version, { email: 'grace@example.com', company: 'Navy' });
    await days('02', '03');
    const to = (email: string) => world.mailer.taken.filter((sent) => sent.to.email === email);
    const [first, second] = to('grace@example.com');
    expect(second).toMatchObject({ subject: 'Re: Queues at Navy', headers: { References: messageId(first) } });
    expect(to('ada@example.com')).toHaveLength(2);
  });

  test('goes on from a mail that was tried twice by the id that this one has in the ledger', async () => {
    await begin([intro, nudge('b')]);
    world.mailer.answerNext({ outcome: { kind: 'deferred', reason: 'busy', retryAfterMs: null, cause: 'moment' } });
    await world.fireAt('2026-03-02T08:00');
    await days('02', '03');
    const [first, second] = world.mailer.taken;
    expect(second?.headers).toMatchObject({ 'In-Reply-To': messageId(first) });
  });

  test('begins the thread where the mail before it was never sent', async () => {
    const branch = { id: 'skip', kind: 'branch', if: [{ tag: 'warm' }], else: { goto: 'b' } };
    await begin([branch, intro, nudge('b'), nudge('c')]);
    await days('02', '03', '04');
    const [first, second] = world.mailer.taken;
    expect(first?.subject).toBe('Queues at Acme');
    expect(first?.headers).not.toHaveProperty('In-Reply-To');
    expect(second).toMatchObject({ subject: 'Re: Queues at Acme', headers: { References: messageId(first) } });
  });

  test('waits for its owner where no mail before it has a subject', async () => {
    const enrollment = await begin([nudge('b')]);
    await days('03');
    expect(world.mailer.taken).toEqual([]);
    expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({
      hold: 'failed',
      holdReason: 'it has no subject, and there is no mail before it to go on from',
    });
  });

  test('asks for a field that only the subject it begins with needs', async () => {
    const branch = { id: 'skip', kind: 'branch', if: [{ tag: 'warm' }], else: { goto: 'b' } };
    const enrollment = await begin([branch, intro, nudge('b')], { email: 'ada@example.com', company: null });
    await days('02', '03');
    expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({ hold: 'blank-field' });
  });

  test('may be a stored text', async () => {
    const content = { subject: null, body: 'Stored.', format: 'text' } as const;
    const template = { name: 'nudge', kind: 'email', content } as const;
    const now = await world.clock.now();
    const ids = { workspaceId: world.workspace.id, savedById: null };
    await world.store.transact((tables) =>
      saveTemplate({ tables, ids: world.ids, now }, { ...ids, template, customFields: 'any' }),
    );
    await begin([intro, { id: 'b', kind: 'email', when: { days: 1, at: '09:00' }, template: 'nudge' }]);
    await days('02', '03');
    expect(world.mailer.taken[1]).toMatchObject({ subject: 'Re: Queues at Acme' });
  });
});

describe('the sender of a mail', () => {
  const from = (address: string) => [{ ...intro, from: { address } }];
  const list = (change: object) => changeSettings(world.app, { actor: world.admin, change });

  test('is one that an admin has listed, filled in or written out', async () => {
    await list({ addSenders: ['ANA@harbor.example'] });
    await begin(from('{{ owner.handle }}@harbor.example'));
    await days('02');
    expect(world.mailer.taken).toMatchObject([{ from: { email: 'ana@harbor.example' } }]);
  });

  test('holds the mail where it was taken off the list, and its owner is told and may try again', async () => {
    await list({ addSenders: ['ben@harbor.example'] });
    const enrollment = await begin(from('ben@harbor.example'));
    await list({ removeSenders: ['ben@harbor.example'] });
    await days('02');
    expect(world.mailer.taken).toEqual([]);
    expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({
      hold: 'failed',
      holdReason: expect.stringContaining('mails may not come from ben@harbor.example'),
    });
    await list({ addSenders: ['@harbor.example'] });
    const [row] = await world.store.read.executions.ofEnrollment(enrollment.id);
    await resolveFailed(world.app, { actor: world.rep, executionId: row?.id ?? '', choice: 'retry' });
    await days('02');
    expect(world.mailer.taken).toHaveLength(1);
  });

  test('is the usual one where only a name is given', async () => {
    await begin([{ ...intro, from: { name: 'Team {{ owner.firstName }}' } }]);
    await days('02');
    expect(world.mailer.taken).toMatchObject([{ from: { email: 'sales@harbor.example', name: 'Team Ana' } }]);
  });
});
