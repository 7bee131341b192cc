import { DateTime } from 'luxon';
import { simulate } from '../../../src/domain/simulate/simulate.js';

type Json = Record<string, unknown>;

/** An enrollment told in short: everything that is left out is usual. Times are on the account's clock, New York. */
export interface Story extends Json {
  steps: Json[];
  enrolledAt: string;
  events?: Json[];
  window?: Json;
  count?: 'planned';
}

const caseKeys = ['accountZone', 'contact', 'delayGrid', 'limit', 'until', 'enrolledAt', 'events'];

export function mail(id: string, when?: unknown, more: Json = {}): Json {
  return { id, kind: 'email', template: 't', ...(when === undefined ? {} : { when }), ...more };
}

export function task(id: string, when?: unknown, more: Json = {}): Json {
  return { id, kind: 'task', task: { title: id, type: 'call' }, ...(when === undefined ? {} : { when }), ...more };
}

export function wait(id: string, span: string): Json {
  return { id, kind: 'delay', for: span };
}

export function branch(id: string, conditions: object[], then?: unknown, more: Json = {}): Json {
  return {
    id,
    kind: 'branch',
    if: conditions,
    ...(then === undefined ? {} : Object.fromEntries([['then', then]])),
    ...more,
  };
}

export function rule(id: string, actions: object[], more: Json = {}): Json {
  return { id, kind: 'rule', do: actions, ...more };
}

export function leave(id: string, more: Json = {}): Json {
  return { id, kind: 'exit', ...more };
}

export const weekdaysOnly = { days: ['mon', 'tue', 'wed', 'thu', 'fri'] };

export function caseOf(story: Story): Json {
  const entries = Object.entries(story);
  return {
    accountZone: 'America/New_York',
    ...Object.fromEntries(entries.filter(([key]) => caseKeys.includes(key))),
    sequence: { name: 'Story', ...Object.fromEntries(entries.filter(([key]) => !caseKeys.includes(key))) },
  };
}

/** What happened, a line each, as `a 03-02 09:00` on the account's clock (its offset where that is in doubt), the end last. */
export function tell(story: Story): string[] {
  const output = simulate(caseOf(story));
  if ('errors' in output) throw new Error(JSON.stringify(output.errors));
  const zone = typeof story.accountZone === 'string' ? story.accountZone : 'America/New_York';
  const show = (at: string) => DateTime.fromISO(at, { zone }).toFormat('LL-dd HH:mm');
  const counts = new Map<string, number>();
  const lines = output.steps.map(({ step, occurrence, at, outcome, reason }) => {
    counts.set(step, (counts.get(step) ?? 0) + 1);
    if (counts.get(step) !== occurrence) throw new Error(`${step} is occurrence ${occurrence}`);
    return `${step} ${show(at)}${outcome === 'skipped' ? ` skipped: ${reason}` : ''}`;
  });
  const { end } = output;
  switch (end.state) {
    case 'completed':
    case 'paused':
      return [...lines, end.at === undefined ? end.state : `${end.state} ${show(end.at)}`];
    case 'exited':
      return [...lines, `exited: ${end.reason}${movedTo(end)} ${show(end.at)}`];
    case 'waiting':
      return [...lines, `waiting for ${'for' in end ? `a ${end.for}` : end.step}`];
    case 'running':
      return [...lines, `next ${show(end.next)}`];
  }
}

function movedTo(end: { readonly reason: string; readonly movedTo?: string }): string {
  if (end.movedTo === undefined) return '';
  return `${end.reason === 'moved' ? '' : ','} to ${end.movedTo}`;
}

/** `[what it shows, the story, what happens]` rows. */
export type Row = readonly [string, Story, readonly string[]];

export function tellAll(rows: readonly Row[]): void {
  test.each(rows)('%s', (_why, story, expected) => {
    expect(tell(story)).toEqual(expected);
  });
}
