import { readAssignee } from '../../../src/domain/steps/assignee.js';
import { assigneeOf } from '../../../src/slack/views/builder/step-choices.js';

test.each([
  ['owner', { to: 'owner' }, 'owner'],
  ['#sales', { to: 'channel', channel: '#sales' }, 'channel'],
  [' #sales ', { to: 'channel', channel: '#sales' }, 'channel'],
  ['C0SALES01', { to: 'channel', channel: 'C0SALES01' }, 'channel'],
  ['G0SALES01', { to: 'channel', channel: 'G0SALES01' }, 'channel'],
  // Too short for an id: somebody whose handle is written in capitals.
  ['CFO', { to: 'member', reference: { by: 'handle', handle: 'CFO' } }, 'person'],
  ['U0BEN0001', { to: 'member', reference: { by: 'slack-id', slackUserId: 'U0BEN0001' } }, 'person'],
  ['@ben', { to: 'member', reference: { by: 'handle', handle: 'ben' } }, 'person'],
  ['ben@harbor.example', { to: 'member', reference: { by: 'email', email: 'ben@harbor.example' } }, 'person'],
] as const)('%s is read alike by what fires and by the form of a step', (written, read, choice) => {
  expect(readAssignee(written)).toEqual(read);
  expect(assigneeOf(written)).toBe(choice);
});
