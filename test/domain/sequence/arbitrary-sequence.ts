import fc from 'fast-check';
import { arbitraryActions, arbitraryConditions } from './arbitrary-control.js';

/** Random sequence files of every kind of step that there is, as people could write them. */

const weekday = fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');
const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const delay = fc.oneof(
  fc.constant('none'),
  fc.nat(600).map((n) => `${n} minutes`),
  fc.nat(60).map((n) => `${n} hours`),
);

const when = fc.oneof(
  fc.constant('immediately'),
  fc.record({ days: some(fc.nat(9)), at: some(time), weekdays: some(fc.uniqueArray(weekday, { minLength: 1 })) }),
  fc.record({ days: some(fc.nat(9)), delay, weekdays: some(fc.uniqueArray(weekday, { minLength: 1 })) }),
);

/** Around the starts of the random cases, and far from them. */
const date = fc.constantFrom('2026-03-08', '2026-03-10', '2026-04-05', '2026-11-02', '2024-02-29', '1990-03-10');
const dateWhen = fc.oneof(
  fc.record({ date, at: some(time), annually: some(fc.boolean()) }),
  fc.record({
    event: fc.constantFrom('renewal', 'born'),
    offset: some(fc.integer({ min: -9, max: 9 }).map((n) => `${n} days`)),
    at: some(time),
    annually: some(fc.boolean()),
  }),
);

const repeat = fc.record({
  every: fc.oneof(
    fc.integer({ min: 1, max: 9 }).map((n) => `${n} days`),
    fc.integer({ min: 1, max: 30 }).map((n) => `${n} hours`),
  ),
  times: some(fc.integer({ min: 1, max: 4 })),
});

const contents: Record<string, fc.Arbitrary<unknown>> = {
  email: fc.constantFrom({ subject: 's', body: 'b' }, { subject: 's', body: 'b' }, { body: 'b' }),
  sms: fc.constant({ body: 'b' }),
  task: fc.record({ title: fc.constant('t'), type: fc.constantFrom('call', 'todo'), notes: some(fc.constant('n')) }),
  postcard: fc.constant({ template: 'card' }),
  fulfillment: fc.constant({ list: 'kit' }),
};

/** A content of one's own, a stored one, or a split test of these. */
function content(kind: string): fc.Arbitrary<object> {
  const own = (contents[kind] ?? fc.constant({})).map((value) => ({ [kind]: value }));
  const single = fc.oneof(own, fc.constant({ template: 'stored' }));
  const variants = fc.uniqueArray(
    fc.record({ id: fc.constantFrom('x', 'y', 'z'), weight: fc.integer({ min: 1, max: 9 }), single }),
    {
      selector: ({ id }) => id,
      minLength: 1,
    },
  );
  const split = fc.tuple(variants, some(fc.constantFrom(50, 200))).map(([list, promoteAfter]) => ({
    variants: list.map(({ single: one, ...rest }) => ({ ...rest, ...one })),
    promoteAfter,
  }));
  return fc.oneof({ weight: 4, arbitrary: single }, { weight: 1, arbitrary: split });
}

const keysOfKind: Record<string, Record<string, fc.Arbitrary<unknown>>> = {
  email: {
    replyTo: some(fc.constant('r@y.z')),
    from: some(fc.constantFrom<object>({ address: 'x@y.z', name: 'N' }, { name: 'N' }, { address: 'x@y.z' })),
  },
  sms: { from: some(fc.constant('+15005550006')) },
  task: {
    due: some(fc.record({ days: some(fc.nat(3)), at: some(time) })),
    assignee: some(fc.constantFrom('owner', '#sales')),
  },
};

const name = some(fc.constantFrom('One', 'Two'));
type Timings = Record<string, fc.Arbitrary<unknown>>;

function outwardStep(kind: string, timings: Timings): fc.Arbitrary<Record<string, unknown>> {
  const keys = { name, ...timings, ...keysOfKind[kind] };
  return fc.tuple(fc.record(keys), content(kind)).map(([step, said]) => ({ kind, ...step, ...said }));
}

function outwardSteps(timings: Timings) {
  const pause = kindOnly(timings, 'repeat');
  return fc.oneof(
    { weight: 4, arbitrary: outwardStep('email', timings) },
    { weight: 3, arbitrary: outwardStep('task', { ...timings, ...pause }) },
    ...['sms', 'postcard', 'fulfillment'].map((kind) => ({ weight: 1, arbitrary: outwardStep(kind, timings) })),
  );
}

/** A task may pause where steps follow each other, as where they may repeat. */
function kindOnly(timings: Timings, key: string): Timings {
  return key in timings ? { pause: some(fc.boolean()) } : {};
}

const ifs = arbitraryConditions;
const way = fc.oneof(fc.constantFrom('continue', 'exit'), fc.constant({ goto: '?' }), fc.constant({ move: 'another' }));
const rule = (timing: Timings) =>
  fc.record({ name, ...timing, kind: fc.constant('rule'), if: some(ifs(0)), do: arbitraryActions });
const branch = fc.record({
  name,
  when: some(when),
  kind: fc.constant('branch'),
  if: ifs(1),
  // biome-ignore lint/suspicious/noThenProperty: the key of the file.
  then: some(way),
  else: some(way),
});
const exit = fc.record({
  name,
  when: some(when),
  kind: fc.constant('exit'),
  reason: some(fc.constant('no answer')),
  moveTo: some(fc.constant('another')),
});
const wait = fc.record({
  kind: fc.constant('delay'),
  for: fc.oneof(
    fc.nat(5).map((n) => `${n} days`),
    fc.nat(50).map((n) => `${n} hours`),
    fc.nat(300).map((n) => `${n} minutes`),
  ),
});

const step = fc.oneof(
  { weight: 6, arbitrary: outwardSteps({ when: some(when), repeat: fc.option(repeat, { nil: undefined, freq: 4 }) }) },
  { weight: 2, arbitrary: wait },
  { weight: 2, arbitrary: branch },
  { weight: 2, arbitrary: rule({ when: some(when) }) },
  { weight: 1, arbitrary: exit },
);
const dateStep = fc.oneof(
  { weight: 3, arbitrary: outwardSteps({ when: dateWhen }) },
  { weight: 1, arbitrary: rule({ when: dateWhen }) },
);

/** Steps with ids from a few letters, so that edits meet the same ones again. */
function stepsOf(one: fc.Arbitrary<object>, maxLength: number) {
  const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  return fc
    .uniqueArray(fc.tuple(ids, one), { selector: ([id]) => id, maxLength })
    .map((list) => withTargets(list.map(([id, rest]) => withoutUndefined({ id, ...rest }))));
}

/** Gives every goto a step that follows; a branch behind which there is none goes on. */
function withTargets(steps: Record<string, unknown>[]): Record<string, unknown>[] {
  return steps.map((one, index) => {
    const later = steps.slice(index + 1);
    const target = later[Math.floor(later.length / 2)]?.id;
    const text = JSON.stringify(one);
    return JSON.parse(text.replaceAll('{"goto":"?"}', target === undefined ? '"continue"' : `{"goto":"${target}"}`));
  });
}

export const arbitrarySteps = stepsOf(step, 6);
export const arbitraryDateSteps = stepsOf(dateStep, 5);

/** Open on all days, so that it shares one with any step's weekdays. */
const window = fc.record({
  from: fc.constantFrom('00:00', '08:00', '09:30'),
  to: fc.constantFrom('12:00', '17:00', '24:00'),
  skip: some(fc.constant(['2026-03-10', '2026-11-02'])),
  holidays: some(fc.constantFrom('US', 'DE-BY')),
});

const head = {
  name: fc.constant('Any'),
  description: some(fc.constant('d')),
  zone: some(fc.constantFrom('account', 'contact')),
  count: some(fc.constantFrom('fired', 'planned')),
  reenroll: some(fc.constantFrom('never', 'always', 'after 90 days')),
  defaultTime: some(time),
  window: some(window),
  exitOn: some(fc.uniqueArray(fc.constantFrom('reply', 'meeting-booked', 'bounce'))),
};

export const arbitraryStepSequence = fc.record({ ...head, steps: arbitrarySteps }).map(withoutUndefined);
export const arbitraryDateSequence = fc
  .record({ ...head, type: fc.constant('date'), steps: arbitraryDateSteps })
  .map(withoutUndefined);
export const arbitrarySequence = fc.oneof(
  { weight: 3, arbitrary: arbitraryStepSequence },
  { weight: 1, arbitrary: arbitraryDateSequence },
);

/** JSON knows no undefined. */
function withoutUndefined<T>(value: T): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value));
}
