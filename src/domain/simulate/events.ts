import type { DateTime } from 'luxon';
import { sequenceLimits } from '../limits.js';
import { refuse } from '../refusal.js';
import { parseSteps } from '../sequence/parse.js';
import type { Problem } from '../sequence/problems.js';
import { isObject, pathOf, zodProblems } from '../sequence/problems.js';
import { idsOfSteps } from '../sequence/read-steps.js';
import type { Sequence, SequenceType } from '../sequence/sequence.js';
import type { Step } from '../steps/step.js';
import type { EventFile } from './case-schema.js';
import { eventSchemas, eventTimeSchema, eventTypes, isEventType } from './case-schema.js';
import { readDateTimeOrNull } from './date-time-text.js';

/** An event at its whole minute. Those that edit carry the sequence as it is from then on. */
export interface SimulationEvent {
  readonly at: DateTime;
  readonly event: EventFile;
  readonly edited: Sequence | null;
  /** Where a resume that spreads many puts this one; null for any other. */
  readonly spreadTo: DateTime | null;
}

interface ReadEvent {
  readonly index: number;
  /** Null where the event was refused. */
  readonly event: EventFile | null;
  /** Null where the time cannot be read. */
  readonly at: DateTime | null;
  /** The steps of an event that edits, as given: they are read whatever else is wrong with the event. */
  readonly edit: { readonly appends: boolean; readonly steps: readonly unknown[] } | null;
  readonly spreadTo: DateTime | null;
}

/**
 * Reads the events of a case as given; `zone` and `sequence` are null where they were refused. All problems at once;
 * `events` are in order of time, and complete only where there are no problems.
 */
export function readEvents(input: Record<string, unknown>, zone: string | null, sequence: Sequence | null) {
  const problems: Problem[] = [];
  const raw = Array.isArray(input.events) ? input.events : [];
  const enrolledAt = zone === null ? null : readDateTimeOrNull(input.enrolledAt, zone);
  const read = raw.map((item: unknown, index): ReadEvent => {
    const path = pathOf('events', index);
    const event = readEvent(item, path, problems);
    // Without a zone the order of the events cannot be told for sure; their steps are read all the same.
    const at = isObject(item) ? readDateTimeOrNull(item.at, zone ?? 'utc') : null;
    if (at && enrolledAt && at < enrolledAt) {
      problems.push({ path: pathOf(path, 'at'), ...refuse('beforeEnrolled') });
    }
    const spreadTo = isObject(item) ? readDateTimeOrNull(item.spreadTo, zone ?? 'utc') : null;
    return { index, event, at, edit: editOf(item), spreadTo };
  });
  const window = isObject(input.sequence) ? input.sequence.window : undefined;
  const type = isObject(input.sequence) && input.sequence.type === 'date' ? 'date' : 'step';
  const given = isObject(input.sequence) && Array.isArray(input.sequence.steps) ? input.sequence.steps : [];
  const edits = editsInOrder(inOrder(read), { window, taken: knownIds(given), type, sequence });
  return { events: edits.events, problems: [...problems, ...edits.problems] };
}

/** In order of time; those of one minute as given, those whose time cannot be read at the end. */
function inOrder(events: readonly ReadEvent[]): readonly ReadEvent[] {
  const time = ({ at }: ReadEvent) => at?.toMillis() ?? Number.MAX_SAFE_INTEGER;
  return [...events].sort((a, b) => time(a) - time(b) || a.index - b.index);
}

interface Start {
  /** The sequence's window as given. */
  readonly window: unknown;
  /** The ids of the sequence's steps, those of refused steps too. */
  readonly taken: readonly string[];
  readonly type: SequenceType;
  readonly sequence: Sequence | null;
}

/** Reads the lists of steps one after the other, since an append comes after the steps of its moment. */
function editsInOrder(ordered: readonly ReadEvent[], { window, taken: given, type, sequence }: Start) {
  const problems: Problem[] = [];
  const events: SimulationEvent[] = [];
  let taken = given;
  let steps: readonly Step[] = sequence?.steps ?? [];
  for (const { index, event, at, edit, spreadTo } of ordered) {
    if (edit) {
      const path = ['events', index, 'steps'];
      // Where the time cannot be read, what stands before cannot be told.
      const kept = edit.appends && at ? { ids: taken, steps } : { ids: [], steps: [] };
      const parsed = parseSteps(edit.steps, path, { type, window, taken: new Set(kept.ids) });
      problems.push(...parsed.problems);
      taken = [...kept.ids, ...knownIds(edit.steps, new Set(kept.ids))];
      steps = [...kept.steps, ...parsed.steps];
      if (kept.ids.length + edit.steps.length > sequenceLimits.steps) {
        problems.push({ path: pathOf(...path), ...refuse('tooMany', sequenceLimits.steps, 'steps') });
      }
    }
    if (event && at) events.push({ at, event, edited: edit && sequence ? { ...sequence, steps } : null, spreadTo });
  }
  return { events, problems };
}

function knownIds(steps: readonly unknown[], taken?: ReadonlySet<string>): string[] {
  return idsOfSteps(steps, taken).flatMap((id) => id ?? []);
}

function editOf(item: unknown): ReadEvent['edit'] {
  if (!isObject(item) || !Array.isArray(item.steps)) return null;
  if (item.type !== 'append' && item.type !== 'publish') return null;
  return { appends: item.type === 'append', steps: item.steps };
}

function readEvent(item: unknown, path: string, problems: Problem[]): EventFile | null {
  if (!isObject(item)) {
    problems.push({ path, ...refuse('notEvent') });
    return null;
  }
  if (!isEventType(item.type)) {
    const missing = item.type === undefined;
    const why = missing ? refuse('missing', '"type"') : refuse('notOneOf', eventTypes);
    problems.push({ path: missing ? path : pathOf(path, 'type'), ...why });
    // Which keys belong to it cannot be told, but every event has a time.
    const time = eventTimeSchema.safeParse(item);
    if (!time.success) problems.push(...zodProblems(time.error, item, path));
    return null;
  }
  const result = eventSchemas[item.type].safeParse(item);
  if (result.success) return result.data;
  problems.push(...zodProblems(result.error, item, path));
  return null;
}
