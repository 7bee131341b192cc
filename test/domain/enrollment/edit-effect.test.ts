import { editOf, effectOfEdit } from '../../../src/domain/enrollment/edit-effect.js';
import { concerned, differ, type EditNumbers } from '../../../src/domain/enrollment/edit-numbers.js';
import { enroll } from '../../../src/domain/enrollment/enroll.js';
import { fireNext } from '../../../src/domain/enrollment/fire-next.js';
import type { Progress } from '../../../src/domain/enrollment/progress.js';
import { publish } from '../../../src/domain/enrollment/publish.js';
import type { Plan } from '../../../src/domain/timing/plan.js';
import { at, mail, pausingTask, planOf, show, showPending } from './plans.js';

const later = { days: 2, at: '10:00' };
const before = planOf({ steps: [mail('a', later), mail('b', later), mail('c', later)] });

/** Enrolled on Monday at nine, after so many firings. */
function fired(firings: number, plan: Plan = before): Progress {
  let { progress } = enroll(plan, at('03-02 09:00'));
  for (let one = 0; one < firings && progress.pending; one += 1) {
    progress = fireNext(plan, progress, progress.pending.dueAt).progress;
  }
  return progress;
}

/** What publishing these steps does on Friday noon. */
function effect(progress: Progress, steps: readonly object[], head: object = {}) {
  const edited = planOf({ steps, ...head });
  const published = publish(before, edited, progress, at('03-03 12:00')).progress;
  const { next, ...rest } = effectOfEdit(editOf(before.sequence, edited.sequence), progress, published);
  return { ...rest, next: next && `${next.stepId} ${show(next.at)}` };
}

const nothing = { lost: null, past: [], wasFinished: false, closesTask: false };
const [a, b, c] = [mail('a', later), mail('b', later), mail('c', later)];
const x = mail('x', later);

describe('an edit', () => {
  test('that says nothing else of what lies ahead leaves somebody alone', () => {
    const effected = effect(fired(1), [mail('a', { days: 5 }), b, c]);
    expect(effected).toEqual({ ...nothing, kind: 'same', next: 'b 03-06 10:00', isAffected: false });
  });

  test('of a later step, or of the window, concerns somebody whose next step stays', () => {
    const changed = effect(fired(0), [a, b, mail('c', { days: 5 })]);
    expect(changed).toMatchObject({ kind: 'same', isAffected: true });
    expect(effect(fired(0), [a, b, c], { window: { from: '08:00', to: '17:00' } })).toMatchObject({ isAffected: true });
    expect(effect(fired(0), [a, b])).toMatchObject({ kind: 'same', isAffected: true });
    expect(effect(fired(0), [a, b, c], { name: 'Other', description: 'New' })).toMatchObject({ isAffected: false });
  });

  test('that puts a new step next says which, and when', () => {
    expect(effect(fired(0), [x, a, b, c])).toMatchObject({ kind: 'next', next: 'x 03-04 10:00', isAffected: true });
  });

  test('that gives the next step another time says so', () => {
    const timed = effect(fired(0), [mail('a', { days: 3, at: '10:00' }), b, c]);
    expect(timed).toMatchObject({ kind: 'time', next: 'a 03-05 10:00' });
  });

  test('that adds a step behind somebody says that they are past it', () => {
    expect(effect(fired(2), [a, x, b, c])).toMatchObject({ kind: 'same', past: ['x'], isAffected: false });
  });

  test('that takes the next step out says which one is lost, and where that was the last, that it is the end', () => {
    expect(effect(fired(1), [a, c])).toMatchObject({ kind: 'next', lost: 'b', next: 'c 03-06 10:00' });
    expect(effect(fired(2), [a, b])).toMatchObject({ kind: 'end', lost: 'c', next: null });
  });

  test('brings new steps to those at the end', () => {
    expect(effect(fired(3), [a, b, c, x])).toMatchObject({ wasFinished: true, kind: 'next', isAffected: true });
    expect(effect(fired(3), [a, b, mail('c', { days: 9 })])).toMatchObject({ wasFinished: false, kind: 'none' });
  });

  test('that takes out the task which the cadence waits for closes it', () => {
    const waiting = planOf({ steps: [pausingTask('a', later), b, c] });
    const progress = fired(1, waiting);
    expect(progress.openTask).not.toBeNull();
    expect(effect(progress, [b, c])).toMatchObject({ closesTask: true, kind: 'next', isAffected: true });
    expect(effect(progress, [pausingTask('a', later), b])).toMatchObject({ closesTask: false, kind: 'same' });
  });
});

describe('those at the end who are left finished', () => {
  const edited = planOf({ steps: [a, b, c, x] });
  const left = publish(before, edited, fired(3), at('03-09 12:00'), 'leave').progress;

  test('get nothing of what comes new, and stay completed', () => {
    expect(left.pending).toBeNull();
    expect(showPending(publish(before, edited, fired(3), at('03-09 12:00')).progress)).toBe('x 03-10 10:00');
  });

  test('get what is appended later', () => {
    const further = planOf({ steps: [a, b, c, x, mail('y', later)] });
    expect(showPending(publish(edited, further, left, at('03-16 12:00')).progress)).toBe('y 03-17 10:00');
  });
});

describe('numbers that were seen', () => {
  const numbers = (given: Partial<EditNumbers>): EditNumbers => {
    const none = { people: 0, affected: 0, next: 0, time: 0, ended: 0, lost: 0, past: 0, finished: 0, tasks: 0 };
    return { ...none, ...given };
  };

  test('are others once one person more is concerned, in the large once it is more than two in a hundred', () => {
    expect(differ(numbers({ affected: 12 }), numbers({ affected: 13 }))).toBe(true);
    expect(differ(numbers({ affected: 12, lost: 1 }), numbers({ affected: 12 }))).toBe(true);
    expect(differ(numbers({ affected: 1000 }), numbers({ affected: 1020 }))).toBe(false);
    expect(differ(numbers({ affected: 1000 }), numbers({ affected: 1021 }))).toBe(true);
    expect(differ(numbers({ people: 10 }), numbers({ people: 11 }))).toBe(false);
  });

  test('count those at the end only where they go on', () => {
    expect(concerned(numbers({ affected: 12, finished: 5 }), 'continue')).toBe(17);
    expect(concerned(numbers({ affected: 12, finished: 5 }), 'leave')).toBe(12);
  });
});
