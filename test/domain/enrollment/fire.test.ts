import { enroll } from '../../../src/domain/enrollment/enroll.js';
import { exit } from '../../../src/domain/enrollment/exit.js';
import { closeTask, recordFired, recordSkipped } from '../../../src/domain/enrollment/fire.js';
import { pause } from '../../../src/domain/enrollment/pause.js';
import { dueAt, stateOf } from '../../../src/domain/enrollment/progress.js';
import { at, mail, pausingTask, planOf, show, showPending } from './plans.js';

const plan = planOf({ steps: [mail('a', { at: '10:00' }), mail('b', { delay: '1 hour' }), mail('c', { days: 1 })] });
const enrolled = enroll(plan, at('03-02 09:00')).progress;

describe('the moment of firing', () => {
  test.each([
    ['03-02 10:00:07', '03-02 10:00', 'b 03-02 11:00'],
    ['03-02 10:15:59', '03-02 10:00', 'b 03-02 11:00'],
    ['03-02 10:16', '03-02 10:16', 'b 03-02 11:30'],
  ])('left at %s it counts as fired at %s', (left, firedAt, next) => {
    const { progress, records } = recordFired(plan, enrolled, at(left));
    expect(records.map((record) => [record.stepId, record.occurrence, show(record.at), record.outcome])).toEqual([
      ['a', 1, firedAt, 'fired'],
    ]);
    expect(showPending(progress)).toBe(next);
    expect(show(progress.lastOutwardAt)).toBe(firedAt);
  });

  test('what was in flight when the enrollment ended is recorded, and it stays ended', () => {
    const claim = enrolled.pending ?? undefined;
    const exited = exit(enrolled, 'reply', at('03-02 10:00')).progress;
    const { progress, records } = recordFired(plan, exited, at('03-02 10:00:20'), claim);
    expect(records).toHaveLength(1);
    expect(progress.passed).toEqual({ a: 1 });
    expect(stateOf(progress)).toMatchObject({ state: 'exited', reason: 'reply' });
    expect(dueAt(progress)).toBeNull();
  });

  test('what was paused in flight goes on, its next step held', () => {
    const { progress } = recordFired(plan, pause(enrolled, at('03-02 10:00')).progress, at('03-02 10:00:20'));
    expect(dueAt(progress)).toBeNull();
    expect(show(progress.pending?.dueAt ?? null)).toBe('03-02 11:00');
  });

  test('with nothing pending nothing is recorded', () => {
    const done = exit(enrolled, 'removed', at('03-02 10:00')).progress;
    expect(recordFired(plan, done, at('03-02 10:00'))).toEqual({ progress: done, records: [] });
  });
});

describe('a skipped step', () => {
  test('is recorded with its reason, and the next counts from the skip', () => {
    const { progress, records } = recordSkipped(plan, enrolled, at('03-02 09:20:30'), 'person');
    expect(records.map((record) => [record.stepId, show(record.at), record.outcome, record.reason])).toEqual([
      ['a', '03-02 09:20', 'skipped', 'person'],
    ]);
    expect(showPending(progress)).toBe('b 03-02 10:30');
    expect(progress.lastOutwardAt).toBeNull();
  });

  test('of an exited enrollment is none', () => {
    const exited = exit(enrolled, 'reply', at('03-02 09:10')).progress;
    expect(recordSkipped(plan, exited, at('03-02 09:20'), 'person').records).toEqual([]);
  });
});

describe('a pausing task', () => {
  const waiting = planOf({ steps: [pausingTask('t', 'immediately'), mail('b', { delay: '1 hour' })] });
  const open = recordFired(waiting, enroll(waiting, at('03-02 09:00')).progress, at('03-02 09:00:02')).progress;

  test('holds everything until it is closed', () => {
    expect(stateOf(open)).toMatchObject({ state: 'waiting', step: 't' });
    expect(dueAt(open)).toBeNull();
    const closed = closeTask(waiting, open, { stepId: 't', outcome: 'connected', at: at('03-02 12:10') });
    expect(showPending(closed.progress)).toBe('b 03-02 13:30');
  });

  test('closed a second time changes nothing', () => {
    const closed = closeTask(waiting, open, { stepId: 't', outcome: 'done', at: at('03-02 12:10') }).progress;
    expect(closeTask(waiting, closed, { stepId: 't', outcome: 'done', at: at('03-02 12:40') }).progress).toBe(closed);
  });
});

describe('enrolling', () => {
  test('from a later moment counts from that', () => {
    expect(showPending(enroll(plan, at('03-02 09:00'), { startAt: at('03-05 11:00') }).progress)).toBe('a 03-06 10:00');
  });

  test('from an earlier moment counts from now', () => {
    expect(showPending(enroll(plan, at('03-02 09:00'), { startAt: at('03-01 11:00') }).progress)).toBe('a 03-02 10:00');
  });

  test('at a step passes over those before it', () => {
    const { progress } = enroll(plan, at('03-02 09:00'), { startStepId: 'b' });
    expect(showPending(progress)).toBe('b 03-02 10:00');
    expect(progress.pending?.occurrence).toBe(1);
    expect(progress).toMatchObject({ place: 'a', passed: { a: 0 } });
  });

  test('at a step that is not there is a fault', () => {
    expect(() => enroll(plan, at('03-02 09:00'), { startStepId: 'z' })).toThrow(RangeError);
  });
});
