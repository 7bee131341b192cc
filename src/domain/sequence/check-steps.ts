import { refuse } from '../refusal.js';
import { isOutwardKind } from '../steps/step.js';
import type { PathSegment, Problem } from './problems.js';
import { isObject, pathOf } from './problems.js';
import type { SequenceType } from './sequence.js';
import { windowSchema } from './sequence-schema.js';
import { weekdaysSchema } from './when-schema.js';

/** What the steps of a list are checked against. */
interface ListContext {
  readonly type: SequenceType;
  readonly window: unknown;
  /** Of the steps of the list; null where a step has none. */
  readonly ids: readonly (string | null)[];
}

/**
 * What no single value shows. Works on the input as given, so that a mistake elsewhere hides none of these; parts that
 * are wrong in themselves are passed over, their own problem is told already.
 */
export function stepsProblems(
  raw: readonly unknown[],
  path: readonly PathSegment[],
  { type, window, ids }: ListContext,
): Problem[] {
  return raw.flatMap((item, index) => {
    if (!isObject(item)) return [];
    const here = pathOf(...path, index);
    if (type === 'date') return isObject(item.when) ? dateProblems(item.when, pathOf(here, 'when')) : [];
    const when = isObject(item.when) && item.kind !== 'delay' ? whenProblems(item, item.when, here, window) : [];
    return item.kind === 'branch' ? [...when, ...gotoProblems(item, here, index, ids)] : when;
  });
}

function whenProblems(
  item: Record<string, unknown>,
  when: Record<string, unknown>,
  here: string,
  window: unknown,
): Problem[] {
  const path = pathOf(here, 'when');
  const problems: Problem[] = [];
  if (when.at !== undefined && when.delay !== undefined) {
    problems.push({ path, ...refuse('excluding', '"at" and "delay"') });
  }
  if (!isOutwardKind(item.kind)) return problems;
  const open = isObject(window) ? windowSchema.shape.days.safeParse(window.days) : null;
  const wanted = weekdaysSchema.safeParse(when.weekdays);
  if (open?.success && open.data && wanted.success && !wanted.data.some((day) => open.data?.includes(day))) {
    const why = refuse('noSharedDay', open.data);
    problems.push({ path: pathOf(path, 'weekdays'), ...why });
  }
  return problems;
}

function dateProblems(when: Record<string, unknown>, path: string): Problem[] {
  const [date, event, offset] = [when.date, when.event, when.offset].map((value) => value !== undefined);
  if (!date && !event) return [{ path, ...refuse('missing', '"date" or "event"') }];
  if (date && event) return [{ path, ...refuse('excluding', '"date" and "event"') }];
  return date && offset ? [{ path, ...refuse('excluding', '"date" and "offset"') }] : [];
}

/** A goto leads to a step further down: loops are `repeat`. */
function gotoProblems(
  branch: Record<string, unknown>,
  here: string,
  index: number,
  ids: readonly (string | null)[],
): Problem[] {
  return ['then', 'else'].flatMap((way) => {
    const target = branch[way];
    if (!isObject(target) || typeof target.goto !== 'string' || ids.indexOf(target.goto, index + 1) !== -1) return [];
    const why = ids.includes(target.goto) ? refuse('gotoBack', target.goto) : refuse('gotoNowhere', target.goto);
    return [{ path: pathOf(here, way, 'goto'), ...why }];
  });
}
