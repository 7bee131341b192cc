import type { DateTime } from 'luxon';
import { sequenceLimits } from '../sequence/limits.js';
import { parseSequence, parseSteps } from '../sequence/parse.js';
import type { Problem } from '../sequence/problems.js';
import { isObject, pathOf, zodProblems } from '../sequence/problems.js';
import type { Sequence } from '../sequence/sequence.js';
import type { Step } from '../steps/step.js';
import type { Plan } from '../timing/plan.js';
import { isZone, planFor } from '../timing/plan.js';
import type { CaseFile, EventFile } from './case-schema.js';
import { caseSchema, eventSchemas, eventTypes, isEventType } from './case-schema.js';
import { isDateTimeText, readDateTime } from './date-time-text.js';

/** A case that may be run. */
export interface SimulationCase {
  readonly plan: Plan;
  readonly enrolledAt: DateTime;
  readonly limit: number;
  readonly until: DateTime | null;
  /** In order of time; those of one minute as given. */
  readonly events: readonly SimulationEvent[];
}

/** An event at its whole minute. Those that edit carry the sequence as it is from then on. */
export interface SimulationEvent {
  readonly at: DateTime;
  readonly event: EventFile;
  readonly edited: Sequence | null;
}

export type ParsedCase =
  | { readonly ok: true; readonly case: SimulationCase }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const usualLimit = 50;

/** Reads one case. All problems at once: of the case, its sequence, its events and the steps in them. */
export function parseCase(input: unknown): ParsedCase {
  const head = caseSchema.safeParse(input);
  const problems = head.success ? [] : zodProblems(head.error, input);
  if (!isObject(input)) return { ok: false, problems: [{ path: '', message: 'must be a case: a JSON object' }] };
  const zone = typeof input.accountZone === 'string' && isZone(input.accountZone) ? input.accountZone : null;
  const parsed = isObject(input.sequence) ? parseSequence(input.sequence, { pathPrefix: 'sequence' }) : null;
  if (parsed && !parsed.ok) problems.push(...parsed.problems);
  const events = readEvents(input, zone, parsed?.ok ? parsed.sequence : null);
  problems.push(...events.problems);
  if (!head.success || !parsed?.ok || problems.length > 0) return { ok: false, problems };
  return { ok: true, case: caseOf(head.data, parsed.sequence, events.events) };
}

function caseOf(file: CaseFile, sequence: Sequence, events: readonly SimulationEvent[]): SimulationCase {
  const plan = planFor({
    sequence,
    accountZone: file.accountZone,
    contactZone: file.contact?.zone ?? null,
    ...(file.delayGrid === undefined ? {} : { delayGridMinutes: file.delayGrid }),
  });
  return {
    plan,
    enrolledAt: readDateTime(file.enrolledAt, file.accountZone),
    limit: file.limit ?? usualLimit,
    until: file.until === undefined ? null : readDateTime(file.until, file.accountZone),
    events,
  };
}

interface ReadEvent {
  readonly index: number;
  readonly at: DateTime;
  readonly event: EventFile;
}

/** Reads the events; the lists of steps in order of time, since an append comes after the steps of that moment. */
function readEvents(input: Record<string, unknown>, zone: string | null, sequence: Sequence | null) {
  const problems: Problem[] = [];
  const read: ReadEvent[] = [];
  const raw = Array.isArray(input.events) ? input.events : [];
  const enrolledAt = timeOrNull(input.enrolledAt, zone);
  raw.forEach((item: unknown, index) => {
    const path = pathOf('events', index);
    const event = readEvent(item, path, problems);
    const at = isObject(item) ? timeOrNull(item.at, zone) : null;
    if (at && enrolledAt && at < enrolledAt) {
      problems.push({ path: pathOf(path, 'at'), message: 'is before the enrollment' });
    }
    // Without a zone the order of the events cannot be told; their steps are read all the same.
    if (event) read.push({ index, event, at: at ?? readDateTime(event.at, 'utc') });
  });
  read.sort((a, b) => Number(a.at) - Number(b.at) || a.index - b.index);
  const events: SimulationEvent[] = [];
  let current = sequence;
  let steps: readonly Step[] = sequence?.steps ?? [];
  for (const { event, at, index } of read) {
    if (event.type !== 'append' && event.type !== 'publish') {
      events.push({ at, event, edited: null });
      continue;
    }
    const kept = event.type === 'append' ? steps : [];
    const path = ['events', index, 'steps'];
    const window = isObject(input.sequence) ? input.sequence.window : undefined;
    const parsed = parseSteps(event.steps, path, { window, before: kept });
    problems.push(...parsed.problems);
    steps = [...kept, ...parsed.steps];
    if (steps.length > sequenceLimits.steps) {
      problems.push({ path: pathOf(...path), message: `must be at most ${sequenceLimits.steps} steps` });
    }
    current = current && { ...current, steps };
    events.push({ at, event, edited: current });
  }
  return { events, problems };
}

function readEvent(item: unknown, path: string, problems: Problem[]): EventFile | null {
  if (!isObject(item)) {
    problems.push({ path, message: 'must be an event' });
    return null;
  }
  if (!isEventType(item.type)) {
    const missing = item.type === undefined;
    const message = missing ? '"type" is missing' : `must be one of ${eventTypes.join(', ')}`;
    problems.push({ path: missing ? path : pathOf(path, 'type'), message });
    return null;
  }
  const result = eventSchemas[item.type].safeParse(item);
  if (result.success) return result.data;
  problems.push(...zodProblems(result.error, item, path));
  return null;
}

function timeOrNull(text: unknown, zone: string | null): DateTime | null {
  return typeof text === 'string' && zone !== null && isDateTimeText(text) ? readDateTime(text, zone) : null;
}
