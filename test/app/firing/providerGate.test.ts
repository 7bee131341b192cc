import { DateTime } from 'luxon';
import { createProviderGate, type ProviderGate } from '../../../src/app/firing/providerGate.js';
import type { MailOutcome } from '../../../src/app/ports/mailer.js';

const noon = DateTime.utc(2026, 3, 2, 12);
const after = (seconds: number) => noon.plus({ seconds });
const unknown: MailOutcome = { kind: 'unknown', reason: 'SendGrid failed (500)' };
const taken: MailOutcome = { kind: 'accepted', providerMessageId: null };
const refused: MailOutcome = { kind: 'refused', reason: 'a bad address' };
const deferred = (cause: 'moment' | 'account' | 'sender', retryAfterMs: number | null = null): MailOutcome => {
  return { kind: 'deferred', reason: 'busy', retryAfterMs, cause };
};

/** Requests that are answered one after the other. */
function hear(gate: ProviderGate, ...outcomes: readonly MailOutcome[]) {
  for (const outcome of outcomes) gate.answered(gate.begin(), [outcome]);
}

/** The gate shut at noon, and tried once when it opens each time. */
function failing(gate: ProviderGate, times: number): number[] {
  hear(gate, deferred('moment'));
  const waits: number[] = [];
  let now: DateTime = noon;
  for (let time = 0; time < times; time += 1) {
    const opensAt = gate.shutAt(now)?.opensAt ?? now;
    waits.push(opensAt.diff(now, 'seconds').seconds);
    now = opensAt;
    expect(gate.shutAt(now)).toBeNull();
    hear(gate, unknown);
  }
  return waits;
}

test('lets as many requests be open as it is told', () => {
  const gate = createProviderGate(16);
  expect([gate.room(0), gate.room(15), gate.room(16)]).toEqual([16, 1, 0]);
  expect(gate.shutAt(noon)).toBeNull();
});

test('each answer in a row that says nothing takes one request away, so that no more than all become uncertain', () => {
  const gate = createProviderGate(16);
  hear(gate, unknown, unknown);
  expect(gate.room(0)).toBe(14);
  hear(gate, taken);
  expect(gate.room(0)).toBe(16);
});

test.each([
  [16, 3],
  [2, 2],
  [1, 1],
])('of %i requests at once it takes %i such answers to shut it', (concurrency, count) => {
  const gate = createProviderGate(concurrency);
  for (let before = 1; before < count; before += 1) {
    hear(gate, unknown);
    expect(gate.shutAt(noon)).toBeNull();
    expect(gate.room(0)).toBeGreaterThan(0);
  }
  hear(gate, unknown);
  expect(gate.room(0)).toBe(0);
  expect(gate.shutAt(noon)).toEqual({ reason: 'SendGrid failed (500)', opensAt: after(15) });
});

test.each(['moment', 'account'] as const)('a provider that takes nothing (%s) shuts it at once', (cause) => {
  const gate = createProviderGate(16);
  hear(gate, deferred(cause));
  expect(gate.shutAt(noon)).toEqual({ reason: 'busy', opensAt: after(15) });
});

test.each([
  ['a sender that the provider refuses', deferred('sender')],
  ['a mail that it refuses', refused],
])('%s shuts nobody else out', (_what, outcome) => {
  const gate = createProviderGate(16);
  hear(gate, outcome, outcome, outcome);
  expect(gate.shutAt(noon)).toBeNull();
  expect(gate.room(0)).toBe(16);
});

test('waits as long as the provider says', () => {
  const gate = createProviderGate(16);
  hear(gate, deferred('moment', 120_000));
  expect(gate.shutAt(noon)?.opensAt).toEqual(after(120));
});

test('tries one request when it opens, and all again when that is answered', () => {
  const gate = createProviderGate(16);
  hear(gate, deferred('moment'));
  gate.shutAt(noon);
  expect(gate.shutAt(after(15))).toBeNull();
  expect(gate.isTrying()).toBe(true);
  expect(gate.room(3)).toBe(1);
  const begun = gate.begin();
  expect(gate.room(4)).toBe(0);
  gate.answered(begun, [taken]);
  expect(gate.room(3)).toBe(13);
});

test('a request that was not begun after all leaves the try to the next', () => {
  const gate = createProviderGate(16);
  hear(gate, deferred('moment'));
  gate.shutAt(noon);
  gate.shutAt(after(15));
  gate.forgo(gate.begin());
  expect(gate.room(0)).toBe(1);
});

test('the wait doubles while each try fails, up to 15 minutes, and begins anew after one that does not', () => {
  const gate = createProviderGate(16);
  expect(failing(gate, 8)).toEqual([15, 30, 60, 120, 240, 480, 900, 900]);
  const opensAt = gate.shutAt(noon)?.opensAt ?? noon;
  gate.shutAt(opensAt);
  hear(gate, taken);
  expect(failing(gate, 1)).toEqual([15]);
});

test('answers to requests from before it was shut neither open it nor make it wait longer', () => {
  const gate = createProviderGate(16);
  const [first, second, third] = [gate.begin(), gate.begin(), gate.begin()];
  gate.answered(first, [deferred('moment')]);
  gate.answered(second, [deferred('moment', 900_000)]);
  gate.answered(third, [taken]);
  expect(gate.shutAt(noon)?.opensAt).toEqual(after(15));
});

test('what is put off keeps its order: each claim opens a little later than the one before', () => {
  const gate = createProviderGate(16);
  hear(gate, deferred('moment'));
  gate.shutAt(noon);
  gate.postponed(200);
  expect(gate.shutAt(noon)?.opensAt).toEqual(after(15.2));
  expect(gate.shutAt(after(15))).toBeNull();
});
