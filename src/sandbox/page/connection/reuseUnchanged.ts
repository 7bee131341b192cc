/**
 * `next`, with every part that says the same as in `previous` replaced by that very object, so that React need not draw
 * it again. Lists are compared by the `ts` or `id` of their entries.
 */
export function reuseUnchanged<Value>(previous: Value | null, next: Value): Value {
  return reuse(previous, next) as Value;
}

function reuse(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(next)) return Array.isArray(previous) ? reuseList(previous, next) : next;
  if (!isRecord(next) || !isRecord(previous)) return next;
  let same = Object.keys(previous).length === Object.keys(next).length;
  const merged: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(next)) {
    merged[name] = reuse(previous[name], value);
    same &&= name in previous && Object.is(merged[name], previous[name]);
  }
  return same ? previous : merged;
}

function reuseList(previous: readonly unknown[], next: readonly unknown[]): unknown {
  const known = new Map(previous.map((entry, index) => [identity(entry, index), entry]));
  const merged = next.map((entry, index) => reuse(known.get(identity(entry, index)), entry));
  const same = merged.length === previous.length && merged.every((entry, index) => Object.is(entry, previous[index]));
  return same ? previous : merged;
}

function identity(entry: unknown, index: number): string {
  if (isRecord(entry) && typeof entry.ts === 'string') return `ts ${entry.ts} ${String(entry.conversation)}`;
  if (isRecord(entry) && typeof entry.id === 'string') return `id ${entry.id}`;
  return `at ${index}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
