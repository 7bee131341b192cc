import { DateTime } from 'luxon';
import { receiveText } from '../../../src/app/enrollments/receiveText.js';
import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import { recordTextReport } from '../../../src/app/enrollments/recordTextReport.js';
import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import { handOverDue } from '../../../src/app/fulfillment/handOverDue.js';
import { importFiles } from '../../../src/app/importing/importFiles.js';
import { reportSequence } from '../../../src/app/reports/reportSequence.js';
import type { StepReport } from '../../../src/domain/report/sequence-report.js';
import type { OutwardKind } from '../../../src/domain/steps/step.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

/** Split tests of every kind that reaches somebody, and what comes back to each. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const people = 6;
const webhook = 'https://pack.example/in';
const stored = ['short', 'long'].flatMap((name) => [
  {
    name: `${name}.yml`,
    content: `template: card-${name}\nkind: postcard\npostcard: { front: <p>${name}</p>, back: <p>Hi</p> }\n`,
  },
  {
    name: `${name}-list.yml`,
    content: `list: kit-${name}\nitems: [{ item: Mug }, { item: Card }]\ndeliver: { to: "${webhook}", at: "17:00" }\n`,
  },
]);

/** What each kind says in a variant. */
const contents: Readonly<Record<OutwardKind, (id: string) => object>> = {
  email: (id) => ({ email: { subject: id, body: 'Good day.' } }),
  sms: (id) => ({ sms: { body: id } }),
  task: (id) => ({ task: { title: id } }),
  postcard: (id) => ({ postcard: { template: `card-${id}` } }),
  fulfillment: (id) => ({ fulfillment: { list: `kit-${id}` } }),
};
const kinds = Object.keys(contents) as OutwardKind[];
const step = (kind: OutwardKind) => {
  const variants = ['short', 'long'].map((id) => ({ id, weight: 1, ...contents[kind](id) }));
  return { id: kind, kind, when: 'immediately', variants };
};

const at = (time: string) => world.clock.freezeAt(DateTime.fromISO(time, { zone: world.workspace.zone }).toUTC());
const phoneOf = (index: number) => `+1415555234${index}`;

async function begin(...of: OutwardKind[]) {
  const imported = await importFiles(world.app, stored);
  if (!imported.ok) throw new Error(JSON.stringify(imported));
  const version = await world.publish({ exitOn: [], steps: of.map(step) });
  const fields = { street: '210 King St', city: 'San Francisco', state: 'CA', zip: '94107' };
  for (let index = 0; index < people; index += 1) {
    const contact = { email: `p${index}@example.com`, firstName: 'Ada', phone: phoneOf(index), fields };
    await world.enrollIn(version, contact);
  }
}

async function report(): Promise<readonly StepReport[]> {
  const asked = { actor: world.manager, name: 'outbound', period: { kind: 'all' } } as const;
  const result = await reportSequence(world.app, asked);
  if (!result.ok) throw new Error(result.reason);
  return result.report.steps;
}

const byVariant = async (stepId: string, count: 'sent' | 'delivered' | 'replied' | 'bounced' | 'unsubscribed') => {
  const found = (await report()).find((one) => one.stepId === stepId);
  return Object.fromEntries(found?.variants.map(({ id, figures }) => [id, figures[count]]) ?? []);
};

/** How often each variant is among these. */
function tally(ids: readonly string[]) {
  return { short: ids.filter((id) => id === 'short').length, long: ids.filter((id) => id === 'long').length };
}

test('what left in each variant is counted for it, of every kind of step', async () => {
  await begin(...kinds);
  await world.fireAt('2026-03-02T08:00');
  const { rows } = await world.pool.query<{ title: string }>('SELECT title FROM tasks');
  const lists = await world.store.read.parcels.openLines(world.workspace.id);
  const left: Readonly<Record<OutwardKind, readonly string[]>> = {
    email: world.mailer.taken.map(({ subject }) => subject),
    sms: world.texter.taken.map(({ body }) => body),
    task: rows.map(({ title }) => title),
    postcard: world.postcards.taken.map(({ front }) => front.replace(/<.?p>/g, '')),
    fulfillment: lists.filter(({ item }) => item === 'Mug').map(({ listName }) => listName.replace('kit-', '')),
  };
  for (const kind of kinds) {
    expect(left[kind]).toHaveLength(people);
    expect([kind, await byVariant(kind, 'sent')]).toEqual([kind, tally(left[kind])]);
  }
});

test('a retry, and another worker after a crash, sends the variant that was chosen first', async () => {
  const busy = { outcome: { kind: 'deferred', reason: 'busy', retryAfterMs: null, cause: 'moment' } } as const;
  await begin('email');
  const chosen = async () => {
    const { rows } = await world.pool.query<object>('SELECT id, variant FROM executions ORDER BY id');
    return rows;
  };
  world.mailer.answerNext(...Array.from({ length: people }, () => busy));
  await world.fireAt('2026-03-02T08:00');
  const first = await chosen();
  expect(first).toHaveLength(people);
  await world.pool.query("UPDATE executions SET state = 'claimed', claimed_by = 'gone', lease_until = '2000-01-01'");
  expect(await recoverLapsed(world.deps)).toBe(people);
  // After so many refusals the provider is asked for few at a time.
  for (const time of ['08:30', '08:40', '08:50', '09:00']) await world.fireAt(`2026-03-02T${time}`);
  expect(await chosen()).toEqual(first);
  const left = world.mailer.taken.map(({ executionId, subject }) => ({ id: executionId, variant: subject }));
  expect(left.toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual(first);
});

test('a text that arrives, and one that does not, count for its variant, once however often it is reported', async () => {
  await begin('sms');
  await world.fireAt('2026-03-02T08:00');
  const rows = await world.pool.query<{ id: string; provider_message_id: string }>(
    'SELECT id, provider_message_id FROM executions ORDER BY id',
  );
  for (const [index, { id: executionId, provider_message_id: providerMessageId }] of rows.rows.entries()) {
    const status = index === 0 ? 'failed' : 'delivered';
    const report = { executionId, providerMessageId, status, errorCode: null } as const;
    await recordTextReport(world.app, report);
    await recordTextReport(world.app, report);
    await recordTextReport(world.app, { ...report, providerMessageId: 'of an earlier try', status: 'delivered' });
  }
  const [step] = await report();
  expect(step?.figures).toMatchObject({ sent: people, delivered: people - 1, bounced: 1 });
  const failed = world.texter.taken.find(({ executionId }) => executionId === rows.rows[0]?.id)?.body ?? '';
  expect(await byVariant('sms', 'bounced')).toMatchObject({ [failed]: 1 });
});

test('an answer by text, and STOP, count for the last text, whatever came after it', async () => {
  await begin('sms', 'postcard');
  await world.fireAt('2026-03-02T08:00');
  const texted = (text: { from: string; body: string; wish: 'stop' | null }) =>
    receiveText(world.app, { providerMessageId: world.ids.next(), ...text });
  await texted({ from: phoneOf(0), body: 'Tell me more', wish: null });
  await texted({ from: phoneOf(1), body: 'STOP', wish: 'stop' });
  const [sms, postcard] = await report();
  expect(sms?.figures).toMatchObject({ replied: 1, unsubscribed: 1 });
  expect(postcard?.figures).toMatchObject({ replied: 0, unsubscribed: 0 });
});

test.each(['postcard', 'fulfillment', 'task'] as const)(
  'an answer that names nothing counts for a %s that was last',
  async (kind) => {
    await begin('email', kind);
    await world.fireAt('2026-03-02T08:00');
    await recordReply(world.app, { workspaceId: world.workspace.id, email: 'p0@example.com', sourceId: 'mail:1' });
    const [email, last] = await report();
    expect([email?.figures.replied, last?.figures.replied]).toEqual([0, 1]);
    expect(last?.variants.map(({ figures }) => figures.replied).sort()).toEqual([0, 1]);
  },
);

test('what is on a list counts as delivered when the list was handed over, for each person once', async () => {
  await begin('fulfillment');
  await world.fireAt('2026-03-02T08:00');
  const none = { short: 0, long: 0 };
  expect(await byVariant('fulfillment', 'delivered')).toEqual(none);
  world.deliveries.answerNext({ outcome: { kind: 'refused', reason: 'The webhook refused it (410)' } });
  await at('2026-03-02T17:00');
  await handOverDue(world.deps);
  const sent = await byVariant('fulfillment', 'sent');
  const handedOver = world.deliveries.taken.flatMap(({ delivery }) => ('list' in delivery ? delivery.list.name : []));
  const of = (id: 'short' | 'long') => (handedOver.includes(`kit-${id}`) ? sent[id] : 0);
  expect(await byVariant('fulfillment', 'delivered')).toEqual({ short: of('short'), long: of('long') });
});
