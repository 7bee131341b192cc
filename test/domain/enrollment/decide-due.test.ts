import { decideDue } from '../../../src/domain/enrollment/decide-due.js';
import { enroll } from '../../../src/domain/enrollment/enroll.js';
import { recordFired } from '../../../src/domain/enrollment/fire.js';
import { pause } from '../../../src/domain/enrollment/pause.js';
import { dueAt } from '../../../src/domain/enrollment/progress.js';
import { at, mail, planOf, show } from './plans.js';

const office = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' };
const wall = planOf({ window: office, steps: [mail('a', { at: '10:00' }), mail('b', { days: 1 })] });
const delay = planOf({ window: office, steps: [mail('a', { delay: '1 hour' })] });
const late = planOf({ window: office, steps: [mail('a', { delay: '7 hours' })] });

function decided(plan: typeof wall, now: string): string {
  const decision = decideDue(plan, enroll(plan, at('03-02 09:00')).progress, at(now));
  if (decision.kind === 'not-due') return 'not due';
  if (decision.kind === 'fire') return `fires ${decision.step.id}`;
  const late = decision.progress.pending?.trace.find(({ rule }) => rule === 'late');
  return `moved to ${show(dueAt(decision.progress))}, ${late !== undefined && 'note' in late ? late.note : ''} late`;
}

describe('a step whose time has come', () => {
  test.each([
    ['before its minute', wall, '03-02 09:59:59', 'not due'],
    ['in its minute', wall, '03-02 10:00:01', 'fires a'],
    ['up to four hours late, in the window', wall, '03-02 14:00:59', 'fires a'],
    ['later, with a wall time', wall, '03-02 14:01', 'moved to 03-03 10:00, 241 late'],
    ['later, with a wall time of this very minute', wall, '03-03 10:00', 'fires a'],
    ['later, with a delay', delay, '03-02 16:00', 'fires a'],
    ['later, with a delay, the window closed', delay, '03-02 17:00', 'moved to 03-03 08:00, 420 late'],
    ['up to four hours late, the window closed', late, '03-02 18:30', 'moved to 03-03 08:00, 150 late'],
    [
      'seen a minute after the last one of the window',
      planOf({ window: office, steps: [mail('a', { at: '16:59' })] }),
      '03-02 17:00:01',
      'fires a',
    ],
    [
      'late by another setting',
      planOf({ lateAfterMinutes: 10, steps: [mail('a', { at: '10:00' })] }),
      '03-02 10:11',
      'moved to 03-03 10:00, 11 late',
    ],
  ])('%s', (_when, plan, now, expected) => {
    expect(decided(plan, now)).toBe(expected);
  });

  test('does not fire while paused', () => {
    const paused = pause(enroll(wall, at('03-02 09:00')).progress, at('03-02 09:30')).progress;
    expect(decideDue(wall, paused, at('03-02 10:00'))).toEqual({ kind: 'not-due' });
  });

  test('a moved one says why, and counts as fired with count: planned', () => {
    const plan = planOf({ count: 'planned', steps: [mail('a', { at: '10:00' }), mail('b', { days: 1, at: '10:00' })] });
    const decision = decideDue(plan, enroll(plan, at('03-02 09:00')).progress, at('03-04 11:00'));
    if (decision.kind !== 'moved') throw new Error(decision.kind);
    expect(decision.progress.pending?.trace.at(-1)).toEqual({
      rule: 'late',
      from: '2026-03-02T15:00Z',
      to: '2026-03-05T15:00Z',
      note: '2940',
    });
    const fired = recordFired(plan, decision.progress, at('03-05 10:00')).progress;
    expect(show(dueAt(fired))).toBe('03-06 10:00');
  });
});
