import { offeredGroups } from '../../../src/sandbox/page/elements/choices.js';
import { snapshot } from './fixture.js';

/** What menus of Slack's own offer. */
const offered = (filter?: { include: ('im' | 'public' | 'private')[] }) =>
  offeredGroups({ type: 'conversations_select', ...(filter === undefined ? {} : { filter }) }, snapshot())
    .flatMap(({ choices }) => choices)
    .map(({ label }) => label);

test('a menu of conversations offers all of them, or those that its filter includes', () => {
  expect(offered()).toEqual(['#sales', '#random', 'Drumbeat']);
  expect(offered({ include: ['public', 'private'] })).toEqual(['#sales', '#random']);
  expect(offered({ include: ['im', 'public'] })).toContain('Drumbeat');
});
