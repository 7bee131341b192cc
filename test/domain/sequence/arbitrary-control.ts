import fc from 'fast-check';

/** Random conditions and actions, as people could write them, about the few steps, fields and tags of the random cases. */

const step = fc.constantFrom('a', 'b', 'c');
const comparison = fc.constantFrom('equal', 'not equal', 'at least', 'at most', 'contains');
const value = fc.constantFrom<string | number | boolean>('Trial', 'tri', 200, '12.5', '2026-04-05', true);
const field = fc.constantFrom('plan', 'employees', 'renewal');

const leaf = fc.oneof(
  fc.constantFrom('cold', 'VIP').map((tag): unknown => ({ tag })),
  fc.record({ field, is: comparison, value }),
  fc.record({ field, is: fc.constantFrom('set', 'empty') }),
  fc.oneof(step, fc.constant('any')).map((replied) => ({ replied })),
  step.map((opened) => ({ opened })),
  step.map((clicked) => ({ clicked })),
  fc.constant({ meetingBooked: true }),
  fc.record({ taskOutcome: step, is: fc.constantFrom('done', 'No answer') }),
);

const condition = fc.letrec<{ one: unknown }>((tie) => ({
  one: fc.oneof(
    { weight: 6, arbitrary: leaf },
    { weight: 1, arbitrary: tie('one').map((not) => ({ not })) },
    { weight: 1, arbitrary: fc.array(tie('one'), { minLength: 1, maxLength: 2 }).map((any) => ({ any })) },
  ),
})).one;

export function arbitraryConditions(minLength: number): fc.Arbitrary<unknown[]> {
  return fc.array(condition, { minLength, maxLength: 2 });
}

const action = fc.oneof(
  fc.constantFrom('cold', 'vip').map((addTag): unknown => ({ addTag })),
  fc.constantFrom('Cold', 'vip').map((removeTag) => ({ removeTag })),
  fc
    .record({
      name: fc.constantFrom('renewal', 'born', 'plan'),
      value: fc.constantFrom<string | number | null>('2026-03-20', '2026-04-09T10:00', 'trial', 7, null),
    })
    .map((setField) => ({ setField })),
  fc.constantFrom('this', 'another').map((pause) => ({ pause })),
  fc.constantFrom('this', 'another').map((removeFromSequence) => ({ removeFromSequence })),
  fc.constantFrom<unknown>(
    { addToSequence: 'another' },
    { resume: 'another' },
    { notify: '#sales', text: 'Look' },
    { notify: '@ana' },
    { createTask: { title: 'Look', type: 'todo', due: { days: 1, at: '09:00' }, assignee: 'owner' } },
    { setOwner: '@ana' },
    { webhook: 'https://example.com/hook' },
    { unsubscribe: true },
  ),
);

export const arbitraryActions = fc.array(action, { minLength: 1, maxLength: 3 });
