import type { DateTime } from 'luxon';
import { refuse } from '../refusal.js';
import { parseSequence } from '../sequence/parse.js';
import type { Problem } from '../sequence/problems.js';
import { isObject, zodProblems } from '../sequence/problems.js';
import type { Sequence } from '../sequence/sequence.js';
import type { Plan } from '../timing/plan.js';
import { isZone, planFor } from '../timing/plan.js';
import type { CaseFile } from './case-schema.js';
import { caseSchema } from './case-schema.js';
import { readDateTime } from './date-time-text.js';
import type { SimulationEvent } from './events.js';
import { readEvents } from './events.js';

/** A case that may be run. */
export interface SimulationCase {
  readonly plan: Plan;
  readonly enrolledAt: DateTime;
  readonly limit: number;
  readonly until: DateTime | null;
  /** In order of time; those of one minute as given. */
  readonly events: readonly SimulationEvent[];
}

export type ParsedCase =
  | { readonly ok: true; readonly case: SimulationCase }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const usualLimit = 50;

/** Reads one case. All problems at once: of the case, its sequence, its events and the steps in them. */
export function parseCase(input: unknown): ParsedCase {
  const head = caseSchema.safeParse(input);
  const problems = head.success ? [] : zodProblems(head.error, input);
  if (!isObject(input)) return { ok: false, problems: [{ path: '', ...refuse('notCase') }] };
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
    contact: { tags: file.contact?.tags ?? [], fields: file.contact?.fields ?? {} },
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
