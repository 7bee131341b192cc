import { isOutwardKind } from '../steps/step.js';
import type { PathSegment, Problem } from './problems.js';
import { isObject, pathOf } from './problems.js';
import { windowSchema } from './sequence-schema.js';
import { weekdaysSchema } from './when-schema.js';

/**
 * What no single value shows. Works on the input as given, so that a mistake elsewhere hides none of these; parts that
 * are wrong in themselves are passed over, their own problem is told already.
 */
export function stepsProblems(raw: readonly unknown[], path: readonly PathSegment[], window: unknown): Problem[] {
  return raw.flatMap((item, index) => {
    if (!isObject(item) || !isObject(item.when) || !isOutwardKind(item.kind)) return [];
    return whenProblems(item.when, pathOf(...path, index, 'when'), window);
  });
}

function whenProblems(when: Record<string, unknown>, path: string, window: unknown): Problem[] {
  const problems: Problem[] = [];
  if (when.at !== undefined && when.delay !== undefined) {
    problems.push({ path, message: '"at" and "delay" exclude each other' });
  }
  const open = isObject(window) ? windowSchema.shape.days.safeParse(window.days) : null;
  const wanted = weekdaysSchema.safeParse(when.weekdays);
  if (open?.success && open.data && wanted.success && !wanted.data.some((day) => open.data?.includes(day))) {
    const message = `shares no day with the window, which is open on ${open.data.join(', ')}`;
    problems.push({ path: pathOf(path, 'weekdays'), message });
  }
  return problems;
}
