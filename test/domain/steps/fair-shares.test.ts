import { fairShares } from '../../../src/domain/steps/fair-shares.js';

test.each([
  ['one alone gets all there is', 640, [10_000], [640]],
  ['what one does not need goes to the other', 640, [10_000, 10], [630, 10]],
  ['those who have more than their share get the same', 640, [10_000, 10_000], [320, 320]],
  ['nobody gets more than waits', 640, [5, 0, 7], [5, 0, 7]],
  ['what cannot be parted goes to the first', 1, [3, 3], [1, 0]],
  ['of three as well', 5, [3, 3, 3], [2, 2, 1]],
  ['or to who has least', 1, [10_000, 1], [0, 1]],
  ['where there are more of them than can be given', 2, [10_000, 1, 500, 1], [0, 1, 0, 1]],
  ['none have none', 640, [], []],
])('%s', (_, limit, waiting, shares) => {
  expect(fairShares(limit, waiting)).toEqual(shares);
});
