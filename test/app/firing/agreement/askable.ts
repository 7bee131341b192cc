import { isObject, type Json } from './livable.js';

const outward = ['email', 'sms', 'task', 'postcard', 'fulfillment'];
/** What may be asked of a step, and the kinds that can come to it. */
const comesTo: Readonly<Record<string, readonly string[]>> = {
  opened: ['email'],
  clicked: ['email'],
  replied: outward,
  taskOutcome: ['task'],
};

/**
 * Lists of steps whose conditions can be asked in whatever order edits bring them together: one that asks a step for what a
 * step of its kind, in any of the lists, never comes to asks another step, or where there is none for a reply to any.
 */
export function askable(lists: readonly (readonly Json[])[]): Json[][] {
  const kinds = new Map<string, Set<string>>();
  for (const { id, kind } of lists.flat()) {
    kinds.set(String(id), (kinds.get(String(id)) ?? new Set()).add(String(kind)));
  }
  const fits = (id: string, key: string) => [...(kinds.get(id) ?? [])].every((kind) => comesTo[key]?.includes(kind));
  const asked = (condition: Json): Json => {
    if (isObject(condition.not)) return { not: asked(condition.not) };
    if (Array.isArray(condition.any)) return { any: condition.any.map(asked) };
    const key = Object.keys(condition).find((one) => one in comesTo);
    const id = key === undefined ? undefined : condition[key];
    if (key === undefined || typeof id !== 'string' || id === 'any' || fits(id, key)) return condition;
    const other = [...kinds.keys()].find((one) => fits(one, key));
    return other === undefined ? { replied: 'any' } : { ...condition, [key]: other };
  };
  return lists.map((steps) =>
    steps.map((step) => (Array.isArray(step.if) ? { ...step, if: step.if.map(asked) } : step)),
  );
}
