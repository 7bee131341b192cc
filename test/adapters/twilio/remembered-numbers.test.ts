import { rememberNumbers } from '../../../src/adapters/twilio/remembered-numbers.js';
import type { SendingNumber, Texter } from '../../../src/app/ports/texter.js';
import { accountNumbers } from '../../contracts/texter.js';
import { handTimers } from '../../sandbox/harness.js';

type Numbers = Awaited<ReturnType<Texter['numbers']>>;
const known: Numbers = { ok: true, found: accountNumbers };
const away: Numbers = { ok: false, reason: 'Twilio cannot be reached' };

/** An account that answers in turn, each as often as it is asked; the last one for ever. */
function account(...answers: readonly (Numbers | Promise<Numbers>)[]) {
  let asked = 0;
  const timers = handTimers();
  const numbers = async () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? away;
    asked += 1;
    return answer;
  };
  const nothing = async () => {
    throw new Error('not asked for');
  };
  return { timers, asked: () => asked, texter: rememberNumbers({ send: nothing, seen: nothing, numbers }, timers) };
}
const renamed: readonly SendingNumber[] = [{ number: '+15005550006', label: 'Renamed' }];

test('the account is asked once for what is wanted often', async () => {
  const { texter, asked } = account(known);
  for (let times = 0; times < 3; times += 1) expect(await texter.numbers()).toEqual(known);
  expect(asked()).toBe(1);
});

test('after five minutes it is asked anew, while what is known is answered at once', async () => {
  const { texter, timers, asked } = account(known, { ok: true, found: renamed });
  await texter.numbers();
  timers.advance(5 * 60_000 + 1);
  expect(await texter.numbers()).toEqual(known);
  expect(asked()).toBe(2);
  expect(await texter.numbers()).toEqual({ ok: true, found: renamed });
});

test('what was known stays while the account does not answer', async () => {
  const { texter, timers } = account(known, away);
  await texter.numbers();
  timers.advance(5 * 60_000 + 1);
  await texter.numbers();
  expect(await texter.numbers()).toEqual(known);
});

test('what failed is asked again the next time', async () => {
  const { texter } = account(away, known);
  expect(await texter.numbers()).toEqual(away);
  expect(await texter.numbers()).toEqual(known);
});

test('nobody waits longer than a moment for an answer', async () => {
  const { texter, timers } = account(new Promise<Numbers>(() => {}));
  const answer = texter.numbers();
  await timers.waitingFor(1_500);
  timers.advance(1_500);
  expect(await answer).toMatchObject({ ok: false, reason: expect.stringContaining('has not said yet') });
});
