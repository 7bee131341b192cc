import { noFigures } from '../../../src/domain/report/figures.js';
import type { StepReport } from '../../../src/domain/report/sequence-report.js';
import type { Verdict } from '../../../src/domain/report/split-test.js';
import { conditionFields } from '../../../src/slack/views/builder/parts/condition-fields.js';
import { reportMessage, verdictWords } from '../../../src/slack/views/report.js';
import { reportChart } from '../../../src/slack/views/report-table.js';
import { aReport } from './shown-for-tests.js';

const running = [120, 100].map((sent, place) => ({
  id: `v${place}`,
  isRunning: true,
  figures: { ...noFigures, sent },
}));

test.each<[string, Verdict, string]>([
  [
    'who has won, and how sure that is',
    { kind: 'winner', id: 'v0', p: 0.012 },
    '*v0 is better* (chance alone would do that in 1.2% of cases).',
  ],
  [
    'that it is very sure',
    { kind: 'winner', id: 'v0', p: 0.0001 },
    '*v0 is better* (chance alone would do that in fewer than 1 of 1,000 cases).',
  ],
  [
    'who leads, and how many more each takes, counted from the variant that went out least',
    { kind: 'open', leader: 'v1', p: 0.2, needed: 372 },
    'Nobody can tell yet: v1 leads (chance alone would do that in 20% of cases). If that difference is real, it shows once each was sent 372 times: 272 more.',
  ],
  [
    'that more of the same would not do, where there are hardly any replies',
    { kind: 'open', leader: 'v1', p: 0.2, needed: 40 },
    'Nobody can tell yet: v1 leads (chance alone would do that in 20% of cases). There are too few replies to tell.',
  ],
  ['that there is no difference', { kind: 'open', leader: null, p: null, needed: null }, 'No difference so far.'],
  [
    'that there is nothing to compare',
    { kind: 'not-begun' },
    'There is nothing to compare before two variants have been sent.',
  ],
])('a split test says %s', (_, verdict, words) => {
  expect(verdictWords(verdict, running)).toBe(words);
});

describe('how tasks ended', () => {
  const call = (variants: Record<string, Record<string, number>>): StepReport => ({
    ...{ stepId: 'call', label: 'Call', kind: 'task', isRemoved: false, verdict: null },
    figures: { ...noFigures, reached: 9, outcomes: { connected: 3, voicemail: 2 } },
    variants: Object.entries(variants).map(([id, outcomes]) => {
      return { id, isRunning: true, figures: { ...noFigures, outcomes } };
    }),
  });
  const shown = (...steps: StepReport[]) =>
    JSON.stringify(reportMessage({ report: { ...aReport(1), steps }, mayPromote: false, periods: [] }));

  test('is told of the step, and of each variant of a split test', () => {
    const text = shown(call({ bold: { connected: 3 }, calm: { voicemail: 2 }, new: {} }));
    expect(text).toContain('*Call*  3 connected  ·  2 voicemail');
    expect(text).toContain('↳ `bold`  3 connected\\n');
    expect(text).toContain('↳ `calm`  2 voicemail');
    expect(text).toContain('↳ `new`  none yet');
    expect(shown(call({}))).not.toContain('↳');
  });

  test('of very many is told as far as there is room, and how many are left', () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [`variant-${at}-${'x'.repeat(50)}`, { connected: 1 }]),
    );
    expect(shown(call(many))).toMatch(/…and \d+ more/);
  });
});

test('a chart has the steps that were sent, and tells two of one name apart', () => {
  const step = (label: string, sent: number): StepReport => ({
    ...{ stepId: label, label, kind: 'email', isRemoved: false, verdict: null, variants: [] },
    figures: { ...noFigures, reached: 3, sent },
  });
  const report = { ...aReport(1), steps: [step('Mail', 2), step('Refused', 0), step('Mail', 1)] };
  const { series, axis_config } = reportChart(report)?.chart ?? { series: [], axis_config: null };
  expect(axis_config?.categories).toEqual(['Mail', 'Mail 2']);
  expect(series[0]?.data).toEqual([
    { label: 'Mail', value: 2 },
    { label: 'Mail 2', value: 1 },
  ]);
});

describe('where nobody tells what became of mails', () => {
  const step: StepReport = {
    ...{ stepId: 'intro', label: 'Intro', kind: 'email', isRemoved: false, verdict: null, variants: [] },
    figures: { ...noFigures, reached: 12, sent: 9, replied: 1 },
  };
  const drawn = (hearsOfMails: boolean) =>
    reportMessage({ report: { ...aReport(1), steps: [step], hearsOfMails }, mayPromote: false, periods: [] });
  const row = (hearsOfMails: boolean) => {
    const table = drawn(hearsOfMails).wide?.blocks.find(({ type }) => type === 'table');
    return JSON.stringify(table)
      .match(/"text":"Intro".*?\]/)?.[0]
      .match(/(?<="text":")[^"]*/g)
      ?.join(' ');
  };

  test('a report has dashes for it, and says so, and its chart draws no opens', () => {
    expect(row(true)).toBe('Intro 12 9 0 0 0 1 (11%) 0 0 0');
    expect(row(false)).toBe('Intro 12 9 – – – 1 (11%) – 0 –');
    expect(JSON.stringify(drawn(false).blocks)).toContain('– is not 0: SendGrid does not tell Drumbeat yet');
    expect(JSON.stringify(drawn(true))).not.toContain('– is not 0');
    expect(JSON.stringify(drawn(false).wide)).toContain('"Sent, replied"');
    expect(JSON.stringify(drawn(true).wide)).toContain('"Sent, opened, replied"');
  });

  test('the form of a condition that asks for it says that it never holds', () => {
    for (const kind of ['opened', 'clicked', 'meetingBooked', 'replied'] as const) {
      const form = (hearsOfMails: boolean) =>
        JSON.stringify(conditionFields(kind, {}, { steps: [{ id: 'a', label: 'A', kind: 'email' }], hearsOfMails }));
      expect(form(true)).not.toContain('it never holds');
      expect(form(false).includes('it never holds')).toBe(kind !== 'replied');
    }
  });
});
