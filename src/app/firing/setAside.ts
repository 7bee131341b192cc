import type { DateTime } from 'luxon';
import type { Ids } from '../ports/ids.js';
import { type Decision, decisionOf, refuse, startOf } from './decide.js';
import type { Snapshot } from './loadSnapshots.js';

/** What the log is told of a fault: its class and stack, but nothing that anybody wrote. */
export interface Fault {
  readonly incident: string;
  readonly enrollmentId: string;
  readonly reason: string;
  readonly stack: readonly string[] | undefined;
}

interface AsideDeps {
  readonly ids: Ids;
  /** For the log, when what was decided is stored. */
  readonly faults: Fault[];
}

/** Writes a fault down under a number of its own; answers what people are told. */
export function faultOf({ ids, faults }: AsideDeps, enrollmentId: string, error: unknown): { readonly reason: string } {
  const incident = ids.next();
  const stack = error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined;
  const reason = error instanceof Error ? error.name : typeof error;
  faults.push({ incident, enrollmentId, reason, stack });
  return { reason: `something is wrong with it; your admin finds the number ${incident.slice(-8)} in the log` };
}

/** What is decided where deciding met a fault: the step waits for a person, as one that was refused. */
export function setAside(deps: AsideDeps, snapshot: Snapshot, error: unknown, now: DateTime): Decision {
  const draft = startOf(snapshot);
  const { reason } = faultOf(deps, snapshot.enrollment.id, error);
  refuse(draft, reason, now, deps.ids);
  return decisionOf(snapshot, draft);
}
