import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Progress } from '../../../src/domain/enrollment/progress.js';
import { progressFromJson, progressToJson } from '../../../src/domain/enrollment/progress-json.js';
import { previewDates } from '../../../src/domain/simulate/preview.js';
import { runCase } from '../../../src/domain/simulate/run.js';
import { simulate } from '../../../src/domain/simulate/simulate.js';
import { isOutwardKind } from '../../../src/domain/steps/step.js';
import { arbitraryCase, readable } from './arbitrary-case.js';

const runs = { numRuns: 120 };

describe('whatever happens', () => {
  test('records are in order of time and count up, and every firing is in the window', () => {
    fc.assert(
      fc.property(arbitraryCase, (input) => {
        const simulated = readable(input);
        const { records, pendings } = runCase(simulated);
        const counts = new Map<string, number>();
        let last = 0;
        records.forEach((record, index) => {
          expect(record.at.toMillis()).toBeGreaterThanOrEqual(last);
          last = record.at.toMillis();
          counts.set(record.stepId, (counts.get(record.stepId) ?? 0) + 1);
          expect(record.occurrence).toBe(counts.get(record.stepId));
          const pending = pendings[index];
          if (record.outcome === 'fired' || record.reason === 'conditions')
            expect(pending?.dueAt.toMillis()).toBe(record.at.toMillis());
        });
      }),
      runs,
    );
  });

  test('no outward step fires outside the window, but for a wall time in a spring gap', () => {
    fc.assert(
      fc.property(arbitraryCase, (input) => {
        const simulated = readable(input);
        const { window } = simulated.plan.sequence;
        const { records, pendings, plan } = runCase(simulated);
        if (!window) return;
        records.forEach((record, index) => {
          const base = pendings[index]?.trace.find((entry) => entry.rule === 'base');
          const kinds = [simulated.plan.sequence, ...simulated.events.map(({ edited }) => edited)].flatMap(
            (sequence) => sequence?.steps.filter(({ id }) => id === record.stepId).map(({ kind }) => kind) ?? [],
          );
          if (record.outcome !== 'fired' || !base || kinds.some((kind) => !isOutwardKind(kind))) return;
          const shown = record.at.setZone(plan.zone);
          const gap = shown.offset !== shown.minus({ hours: 3 }).offset;
          if (gap) return;
          const time = shown.toFormat('HH:mm');
          expect([time, time >= window.from && time < window.to]).toEqual([time, true]);
          expect(window.skip).not.toContain(shown.toISODate());
        });
      }),
      runs,
    );
  });

  test('the same case gives the same answer', () => {
    fc.assert(
      fc.property(arbitraryCase, (input) => {
        expect(simulate(structuredClone(input))).toEqual(simulate(input));
      }),
      { numRuns: 60 },
    );
  });

  test('what is known at any moment is the beginning of what happens in all', () => {
    fc.assert(
      fc.property(arbitraryCase, fc.nat(20_000), (input, minutes) => {
        const until = DateTime.fromISO(input.enrolledAt ?? '')
          .plus({ minutes })
          .toISO();
        const all = simulate(input);
        const part = simulate({ ...input, until });
        if ('errors' in all || 'errors' in part) throw new Error('refused');
        expect(all.steps.slice(0, part.steps.length)).toEqual(part.steps);
        const next = all.steps[part.steps.length];
        if (next && until) expect(DateTime.fromISO(next.at) > DateTime.fromISO(until)).toBe(true);
      }),
      runs,
    );
  });

  test('what is appended after the end goes on the next date, also around the changes of clocks', () => {
    const times = ['01:15', '02:00', '02:30', '03:00', '03:15'];
    const dates = ['2026-03-07', '2026-10-31'];
    for (const [count, from, at, date, after] of every(['fired', 'planned'], times, times, dates, ['10', '60'])) {
      const steps = [{ id: 'a', kind: 'email', template: 't', when: { days: 1, at } }];
      const sequence = { name: 'S', count, window: { from }, steps };
      const input = { sequence, accountZone: 'America/New_York', enrolledAt: `${date}T12:00` };
      const [fired] = datesOf(input);
      const now = fired?.plus({ minutes: Number(after) });
      const append = { at: now?.toISO(), type: 'append', steps: [{ ...steps[0], id: 'b', when: 'immediately' }] };
      const [, next] = datesOf({ ...input, events: [append] });
      expect([count, from, at, date, next?.toISODate()]).toEqual([count, from, at, date, tomorrow(now)]);
    }
  });

  test('progress goes through JSON unchanged', () => {
    fc.assert(
      fc.property(arbitraryCase, (input) => {
        const { progress } = runCase(readable(input));
        const back = progressFromJson(JSON.parse(JSON.stringify(progressToJson(progress))));
        expect(plain(back)).toEqual(plain(progress));
      }),
      runs,
    );
  });

  test('the preview is what simulate gives when every task is done at once', () => {
    fc.assert(
      fc.property(arbitraryCase, (input) => {
        const { plan, enrolledAt, ...rest } = readable({ ...input, events: [] });
        const steps = plan.sequence.steps.map((step) => (step.kind === 'task' ? { ...step, pause: false } : step));
        // Done at once and fired are the same moment, but with `count: planned` not the same anchor.
        if (plan.sequence.count === 'planned') return;
        // An outcome is an answer, and a rule may pause: these the preview takes as over.
        if (steps.some(({ kind }) => kind === 'rule' || kind === 'branch')) return;
        const eager = { ...plan, sequence: { ...plan.sequence, steps } };
        const dates = previewDates(plan, enrolledAt, { limit: 25 }).map(
          ({ step, at }) => `${step.id} ${at.toMillis()}`,
        );
        const { records } = runCase({ ...rest, plan: eager, enrolledAt });
        const coming = records.filter(({ outcome }) => outcome === 'fired');
        // Dates that are past are records too, which the limit counts.
        expect(dates.slice(0, records.length === 25 ? coming.length : 25)).toEqual(
          coming.map(({ stepId, at }) => `${stepId} ${at.toMillis()}`),
        );
      }),
      runs,
    );
  });
});

/** Luxon's objects compare by their caches too; their instants are what counts. */
function plain(progress: Progress): unknown {
  return JSON.parse(JSON.stringify(progress));
}

/** Every combination of one of each. */
function every(...lists: string[][]): string[][] {
  return lists.reduce<string[][]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]]);
}

/** When the steps of a case on New York's clock fire. */
function datesOf(input: unknown): DateTime[] {
  const output = simulate(input);
  if ('errors' in output) throw new Error(JSON.stringify(output.errors));
  return output.steps.map(({ at }) => DateTime.fromISO(at, { zone: 'America/New_York' }));
}

function tomorrow(now: DateTime | undefined): string | null | undefined {
  return now?.plus({ days: 1 }).toISODate();
}
