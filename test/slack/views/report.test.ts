import { noFigures } from '../../../src/domain/report/figures.js';
import type { Verdict } from '../../../src/domain/report/split-test.js';
import { verdictWords } from '../../../src/slack/views/report.js';

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
