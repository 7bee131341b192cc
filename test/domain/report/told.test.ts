import { counts } from '../../../src/domain/report/figures.js';
import { isTold } from '../../../src/domain/report/told.js';
import type { OutwardKind } from '../../../src/domain/steps/step.js';

const untold = (kind: OutwardKind | null, hearsOfMails: boolean) =>
  counts.filter((count) => !isTold(kind, count, hearsOfMails));

test.each<[OutwardKind | null, readonly string[], readonly string[]]>([
  ['email', [], ['delivered', 'opened', 'clicked', 'meetings', 'bounced']],
  ['sms', ['opened', 'clicked'], ['opened', 'clicked', 'meetings']],
  ['task', ['delivered', 'opened', 'clicked', 'bounced'], ['delivered', 'opened', 'clicked', 'meetings', 'bounced']],
  [
    'postcard',
    ['delivered', 'opened', 'clicked', 'bounced'],
    ['delivered', 'opened', 'clicked', 'meetings', 'bounced'],
  ],
  ['fulfillment', ['opened', 'clicked', 'bounced'], ['opened', 'clicked', 'meetings', 'bounced']],
  [null, [], ['opened', 'clicked', 'meetings']],
])('what nobody tells of a step of kind %s, and where nobody tells of mails', (kind, always, unheard) => {
  expect([untold(kind, true), untold(kind, false)]).toEqual([always, unheard]);
});
