import { recordMailSign } from '../../../src/app/enrollments/recordMailSign.js';
import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import type { ShownMessage } from '../../../src/sandbox/protocol.js';
import { ANA, createSlackWorld, eachSlackWorld, MIA, option, type SlackWorld, steps, textOf } from './slack-world.js';

/** `report`, and what its buttons do. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const whispered = (text: string, who = MIA) => world.whisper(who, (one) => textOf(one).includes(text));

/** A mail in two variants, then a task, that so many people got; each `every` opened and answered. */
async function split({ people, every }: { people: number; every: number }) {
  const texts = ['short', 'long'].map((id) => ({ id, weight: 1, email: { subject: id, body: 'Good day.' } }));
  const version = await world.publish({
    name: 'SaaS outbound',
    exitOn: [],
    steps: [{ id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', variants: texts }, steps.call],
  });
  for (let index = 0; index < people; index += 1) {
    await world.enrollIn(version, { email: `p${index}@example.com`, firstName: `P${index}` });
  }
  await world.runAt('2026-03-02T08:00');
  for (const [index, { executionId }] of world.mailer.taken.entries()) {
    if (index % every !== 0) continue;
    await recordMailSign(world.deps, { executionId, sign: 'open' });
    await recordReply(world.deps, { executionId, sourceId: `mail:${index}` });
  }
  return version;
}

const blocksOf = (message: ShownMessage, type: string) =>
  message.blocks.filter((block) => String(block.type) === type) as unknown as { readonly [key: string]: unknown }[];

test('a report shows each step and variant, a chart, and what is to be said of the split test', async () => {
  await split({ people: 6, every: 3 });
  await world.type('report saas-outbound', MIA);
  const report = await whispered('SaaS outbound');
  expect(textOf(report)).toContain('in the last 30 days');
  expect(textOf(report)).toMatch(/replied \(\d of \d\)/);
  const [table] = blocksOf(report, 'table');
  const rows = ((table?.rows ?? []) as { text: string }[][]).map((row) => row.map(({ text }) => text));
  expect(rows.map(([name]) => name)).toEqual(['Step', 'Intro', '↳ short', '↳ long', 'Call']);
  expect(rows[1]).toEqual(['Intro', '6', '6', '2 (33%)', '2 (33%)', '0', '2 (33%)', '0', '0', '0']);
  expect(rows[4]).toEqual(['Call', '6', '6', '–', '–', '–', '0', '0', '0', '–']);
  const [chart] = blocksOf(report, 'data_visualization');
  expect(chart?.chart).toMatchObject({
    series: [
      {
        name: 'Sent',
        data: [
          { label: 'Intro', value: 6 },
          { label: 'Call', value: 6 },
        ],
      },
      { name: 'Opened', data: [{ value: 2 }, { value: 0 }] },
      { name: 'Replied', data: [{ value: 2 }, { value: 0 }] },
    ],
  });
});

test('a report is for managers', async () => {
  await split({ people: 1, every: 1 });
  await world.type('report saas-outbound', ANA);
  expect(textOf(await whispered('You cannot see reports', ANA))).toContain('it takes a manager');
});

test('without a name it asks which, and shows it in words where a modal has no tables', async () => {
  const { sequenceId } = await split({ people: 2, every: 2 });
  await world.type('report', MIA);
  const asked = await world.modal(MIA, (one) => textOf(one).includes('Sequence'));
  await world.submit(asked, { sequence: { type: 'static_select', ...option(sequenceId) } }, MIA);
  const shown = await world.modal(MIA, (one) => textOf(one).includes('*Intro*'));
  expect(textOf(shown)).toContain('sent 2');
  expect(textOf(shown)).toContain('The chart is in your direct messages');
});

test('another period takes its place', async () => {
  await split({ people: 2, every: 2 });
  await world.type('report saas-outbound 2026-01', MIA);
  const report = await whispered('Nothing went out from 1 Jan 2026 to 31 Jan 2026');
  await world.click(report, 'answer.open', { who: MIA, value: 'run:report saas-outbound all' });
  const all = await whispered('since the beginning');
  expect(all.ts).toBe(report.ts);
});

test('a mistyped name gets the nearest, for the same period', async () => {
  await split({ people: 1, every: 1 });
  await world.type('report sas-outbound 7d', MIA);
  await world.click(await whispered('no sequence called'), 'answer.open', { who: MIA });
  await whispered('in the last 7 days');
});

test('the CSV comes to the direct messages', async () => {
  await split({ people: 2, every: 2 });
  await world.type('report saas-outbound', MIA);
  await world.click(await whispered('SaaS outbound'), 'report.csv', { who: MIA });
  expect(textOf(await whispered('direct messages'))).toContain('`saas-outbound-30d.csv`');
  const shared = (await world.seenBy(MIA)).messages.find(({ files }) => (files ?? []).length > 0);
  expect(shared?.files).toMatchObject([{ name: 'saas-outbound-30d.csv' }]);
});

test('promoting a variant publishes a version with it alone, for everybody who comes to the step', async () => {
  const { sequenceId } = await split({ people: 1, every: 1 });
  const [sent, other] = world.mailer.taken[0]?.subject === 'long' ? ['long', 'short'] : ['short', 'long'];
  await world.type('report saas-outbound', MIA);
  const report = await whispered('SaaS outbound');
  await world.click(report, 'report.promote', { who: MIA, value: `${sequenceId}/intro/${other}` });
  const promoted = await whispered(`From now on *${other}* alone goes out`);
  expect(textOf(promoted)).toContain('(version 2)');
  await world.click(report, 'report.promote', { who: MIA, value: `${sequenceId}/intro/${other}` });
  await whispered('this split test is over');
  await world.click(promoted, 'report.take-back', { who: MIA });
  expect(textOf(await whispered('Undone: *short* and *long* go out'))).toContain('again (version 3)');
  await world.click(report, 'report.promote', { who: MIA, value: `${sequenceId}/intro/${other}` });
  await whispered('(version 4)');
  await world.type('report saas-outbound', MIA);
  const after = await world.whisper(MIA, (one) => one.ts > report.ts && textOf(one).includes('in the last 30 days'));
  expect(textOf(after)).not.toContain('Take ');
  expect(JSON.stringify(blocksOf(after, 'table'))).toContain(`↳ ${sent}`);
});

test('promoting for many people says who was asked', async () => {
  const version = await split({ people: 1, every: 1 });
  await world.enrollIn(version, { email: 'new@example.com' });
  await world.deps.store.read.workspaces.update(world.workspace.id, { approvalLimit: 0 });
  await world.type('report saas-outbound', MIA);
  const value = `${version.sequenceId}/intro/long`;
  await world.click(await whispered('SaaS outbound'), 'report.promote', { who: MIA, value });
  expect(textOf(await whispered('asked'))).toContain('1 person in *SaaS outbound*');
});

test('where Slack takes no charts yet, a picture of it comes to the direct messages, and the table stays', async () => {
  world = await createSlackWorld({ sandbox: { refusedBlocks: ['data_visualization'] } });
  onTestFinished(() => world.close());
  await split({ people: 2, every: 2 });
  await world.type('report saas-outbound', MIA);
  const report = await whispered('The chart is in your direct messages');
  expect([blocksOf(report, 'data_visualization'), blocksOf(report, 'table')]).toMatchObject([[], [{}]]);
  const { messages } = await world.seenBy(MIA);
  const [file] = messages.flatMap(({ files }) => files ?? []);
  expect(file?.name).toBe('saas-outbound-30d.png');
  const read = await world.files.read(file?.id ?? '');
  expect(read.ok && Buffer.from(read.content).subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
});
