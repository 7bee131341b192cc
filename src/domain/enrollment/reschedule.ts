import type { TimedStep } from '../timing/due-time.js';
import { move } from '../timing/due-time.js';
import type { Moment } from '../timing/settle.js';
import { settle } from '../timing/settle.js';
import type { MoveRule, Trace, TraceMove } from '../timing/trace.js';
import type { Pending } from './progress.js';

/** How a pending time is moved: by which rule, to where before weekdays and window, with what note. */
export interface Rescheduling {
  readonly rule: MoveRule;
  readonly to: Moment;
  readonly note: string;
  /** Moves between the rule's result and `to`. */
  readonly via?: readonly TraceMove[];
}

/** A pending step at a new time, to which weekdays and window apply. The same object where the due time is the same. */
export function reschedule(timed: TimedStep, pending: Pending, { rule, to, note, via = [] }: Rescheduling): Pending {
  const settled = settle(timed.openings, to);
  if (settled.instant.toMillis() === pending.dueAt.toMillis()) return pending;
  const reached = via[0] && 'from' in via[0] ? via[0].from : null;
  const first = move(rule, pending.dueAt, to.instant, note);
  const moved: TraceMove = reached === null || !('from' in first) ? first : { ...first, to: reached };
  const trace = trimmed([...pending.trace, moved, ...via, ...settled.moves]);
  return { ...pending, plannedAt: to.instant, dueAt: settled.instant, reset: true, trace };
}

const mostMoves = 24;

/** Where a time was moved again and again, its beginning and its latest moves are enough. */
function trimmed(trace: Trace): Trace {
  if (trace.length <= mostMoves) return trace;
  const beginning = trace.slice(0, 2);
  const [first, ...rest] = trace.slice(-(mostMoves - beginning.length));
  const base = beginning[1];
  if (!first || !base || !('to' in base) || !('from' in first)) return trace;
  return [...beginning, { ...first, from: base.to }, ...rest];
}
