import type { KnownBlock } from '@slack/types';
import { DateTime } from 'luxon';
import { noFigures, type VariantFigures } from '../../../src/domain/report/figures.js';
import { reportSteps } from '../../../src/domain/report/sequence-report.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import { actions, allBlocks, button } from '../../../src/slack/views/blocks.js';
import { reportMessage } from '../../../src/slack/views/report.js';
import { takePicture } from '../../support/pictures.js';
import { describeIf } from '../../support/requirements.js';
import { message } from './fixture.js';
import { setUpPage } from './openPage.js';

const content = { subject: 's', body: 'b' };
const sequence = parseSequence({
  name: 'SaaS outbound',
  steps: [
    {
      id: 'intro',
      name: 'Intro',
      kind: 'email',
      variants: ['question', 'story'].map((id) => ({ id, weight: 1, email: content })),
    },
    { id: 'linkedin', name: 'LinkedIn invite', kind: 'task', task: { title: 'Invite' } },
    { id: 'case', name: 'Case study', kind: 'email', email: content },
    { id: 'call', name: 'Call', kind: 'task', task: { title: 'Call', type: 'call' } },
    { id: 'goodbye', name: 'Goodbye', kind: 'email', email: content },
  ],
});

const row = (stepId: string, variant: string | null, figures: Partial<VariantFigures['figures']>) => ({
  ...{ stepId, variant },
  figures: { ...noFigures, ...figures },
});
const counted: VariantFigures[] = [
  row('intro', 'question', {
    reached: 412,
    sent: 408,
    delivered: 401,
    opened: 236,
    clicked: 31,
    replied: 45,
    meetings: 9,
  }),
  row('intro', 'story', {
    reached: 398,
    sent: 396,
    delivered: 388,
    opened: 181,
    clicked: 22,
    replied: 22,
    meetings: 3,
  }),
  row('linkedin', null, { reached: 731, sent: 731, replied: 12, outcomes: { done: 655, skipped: 49, open: 27 } }),
  row('case', null, {
    reached: 688,
    sent: 684,
    delivered: 676,
    opened: 290,
    clicked: 74,
    replied: 28,
    unsubscribed: 5,
  }),
  row('call', null, { reached: 604, sent: 604, replied: 9, outcomes: { connected: 121, voicemail: 388, open: 95 } }),
  row('goodbye', null, { reached: 540, sent: 537, delivered: 533, opened: 214, clicked: 12, replied: 41, bounced: 3 }),
];

function reportBlocks() {
  if (!sequence.ok) throw new Error(JSON.stringify(sequence.problems));
  const now = DateTime.fromISO('2026-11-24T08:10:00Z', { zone: 'utc' });
  const bounds = { period: { kind: 'days', days: 30 } as const, from: now.minus({ days: 30 }), to: null, now };
  const steps = reportSteps(sequence.sequence, counted);
  const report = {
    sequenceId: 'S1',
    name: 'SaaS outbound',
    slug: 'saas-outbound',
    zone: 'Europe/Berlin',
    ...bounds,
    steps,
    hearsOfMails: true,
  };
  const periods = actions(null, [button('report.csv', 'CSV', 'x'), button('answer.open#0', '7 days', 'y')]);
  return allBlocks(reportMessage({ report, mayPromote: true, periods }));
}

describeIf('browser', 'a report', () => {
  const suite = setUpPage();

  test('has a chart, a table and what is to be decided', async () => {
    const blocks = reportBlocks() as KnownBlock[];
    const page = await suite.open(
      { messages: [message('1795600100.1', { text: 'SaaS outbound', blocks, ephemeral: true })] },
      { height: 1500 },
    );
    await page.getByRole('heading', { name: 'SaaS outbound', exact: true }).waitFor();
    await page.getByText('question is better').waitFor();
    await page.getByRole('button', { name: 'Promote question' }).waitFor();
    await page.getByRole('cell', { name: '417 (52%)' }).waitFor();
    await page.getByText('Sent, opened, replied').waitFor();
    const article = page.getByRole('article').filter({ hasText: 'question is better' });
    const box = await article.boundingBox();
    const chart = await article.locator('svg').last().boundingBox();
    expect(chart?.width).toBeLessThanOrEqual(box?.width ?? 0);
    await takePicture(article, 'report');
  });
});
