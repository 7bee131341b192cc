import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import { validateHome, validateMessageBlocks, validateModal } from '../../../src/sandbox/slack/validate/validate.js';
import type { Drawn } from '../../../src/slack/views/blocks.js';
import { asIs, type TextOf } from './shown-for-tests.js';

const pinging = '<!channel>';

/** How much there is of everything, and what every text looks like. */
export const extremes: readonly [string, number, TextOf][] = [
  ['ordinary things', 2, asIs],
  ['texts of 3,000 characters', 2, () => 'Ada '.repeat(750)],
  ['texts of 3,000 characters that all need escaping', 2, () => '<&>'.repeat(1000)],
  ['one word of 3,000 characters', 2, () => 'a'.repeat(3000)],
  ['texts of emoji', 2, () => '👩‍🚀'.repeat(600)],
  ['texts that would call everybody', 2, (text) => `${pinging} ${text}`],
  ['texts of line breaks', 2, () => `x${'\n'.repeat(2999)}`],
  ['200 of everything', 200, asIs],
  ['300 of everything, with texts of 3,000 characters to escape', 300, () => '&'.repeat(3000)],
];

/** What is written by people is shown as it is: it mentions nobody. */
function expectNoPing(drawn: unknown) {
  const texts = JSON.stringify(drawn).match(/"type":"mrkdwn","text":"[^"]*<!channel>[^"]*"/g);
  expect(texts ?? []).toEqual([]);
}

/** That Slack takes it, as the sandbox's Slack judges. */
export function expectMessage(drawn: Drawn) {
  expect(drawn.text.trim()).not.toBe('');
  expect(drawn.text.length).toBeLessThan(4000);
  expect(drawn.text).not.toContain(pinging);
  expectNoPing(drawn);
  const checked = validateMessageBlocks(drawn.blocks as KnownBlock[]);
  expect(checked.ok ? [] : checked.messages).toEqual([]);
}
export function expectModal(view: ModalView) {
  expectNoPing(view);
  const checked = validateModal(view);
  expect(checked.ok ? [] : checked.messages).toEqual([]);
  expect(JSON.stringify(view).length).toBeLessThan(250_000);
}
export function expectHome(view: HomeView) {
  expectNoPing(view);
  const checked = validateHome(view);
  expect(checked.ok ? [] : checked.messages).toEqual([]);
  expect(JSON.stringify(view).length).toBeLessThan(250_000);
}
