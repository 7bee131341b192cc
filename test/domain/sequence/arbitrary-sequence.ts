import fc from 'fast-check';

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

const repeat = fc.record({
  every: fc.oneof(
    fc.integer({ min: 1, max: 9 }).map((n) => `${n} days`),
    fc.integer({ min: 1, max: 30 }).map((n) => `${n} hours`),
  ),
  times: some(fc.integer({ min: 1, max: 4 })),
});

const outward = {
  when: some(when),
  repeat: fc.option(repeat, { nil: undefined, freq: 4 }),
  name: some(fc.constantFrom('One', 'Two')),
};
const mail = fc.record({
  ...outward,
  kind: fc.constant('email'),
  email: fc.constant({ subject: 's', body: 'b' }),
  replyTo: some(fc.constant('r')),
});
const task = fc.record({
  ...outward,
  kind: fc.constant('task'),
  task: fc.record({ title: fc.constant('t'), type: fc.constantFrom('call', 'todo'), notes: some(fc.constant('n')) }),
  due: some(fc.record({ days: some(fc.nat(3)), at: some(time) })),
  assignee: some(fc.constantFrom('owner', '#sales')),
  pause: some(fc.boolean()),
});
const wait = fc.record({
  kind: fc.constant('delay'),
  for: fc.oneof(
    fc.nat(5).map((n) => `${n} days`),
    fc.nat(50).map((n) => `${n} hours`),
    fc.nat(300).map((n) => `${n} minutes`),
  ),
});

/** Steps with ids from a few letters, so that edits meet the same ones again. */
export const arbitrarySteps = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.oneof(mail, task, wait)), {
    selector: ([id]) => id,
    maxLength: 5,
  })
  .map((steps) => steps.map(([id, step]) => withoutUndefined({ id, ...step })));

/** Open on all days, so that it shares one with any step's weekdays. */
const window = fc.record({
  from: fc.constantFrom('00:00', '08:00', '09:30'),
  to: fc.constantFrom('12:00', '17:00', '24:00'),
  skip: some(fc.constant(['2026-03-10', '2026-11-02'])),
  holidays: some(fc.constantFrom('US', 'DE-BY')),
});

export const arbitrarySequence = fc
  .record({
    name: fc.constant('Any'),
    description: some(fc.constant('d')),
    zone: some(fc.constantFrom('account', 'contact')),
    count: some(fc.constantFrom('fired', 'planned')),
    reenroll: some(fc.constantFrom('never', 'always', 'after 90 days')),
    defaultTime: some(time),
    window: some(window),
    exitOn: some(fc.uniqueArray(fc.constantFrom('reply', 'meeting-booked', 'bounce'))),
    steps: arbitrarySteps,
  })
  .map(withoutUndefined);

/** JSON knows no undefined. */
function withoutUndefined<T>(value: T): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value));
}
