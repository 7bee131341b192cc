import type { DateTime } from 'luxon';
import { resume } from '../../domain/enrollment/pause.js';
import { audit } from '../audit.js';
import { type Change, type SavingContext, saveTransitions } from '../enrollments/saveTransition.js';
import type { Snapshot } from './loadSnapshots.js';

interface Ending {
  readonly snapshot: Snapshot;
  readonly change: Change;
  /** When the pause was to end. */
  readonly until: DateTime;
}

interface EndedPauses {
  /** As they stand now, without those that are not due yet or that something else holds. */
  readonly due: readonly Snapshot[];
  readonly faults: readonly { readonly id: string; readonly error: unknown }[];
}

/**
 * Pauses that end by themselves: of locked enrollments that are due, those whose end has come go on as of that moment, however
 * late it is noticed, with the usual policy (`keep`). What another pause holds stays paused.
 */
export async function endPauses(context: SavingContext, snapshots: readonly Snapshot[]): Promise<EndedPauses> {
  const { now } = context;
  const endings: Ending[] = [];
  const faults: { id: string; error: unknown }[] = [];
  const others: Snapshot[] = [];
  for (const snapshot of snapshots) {
    const { id, pausedUntil } = snapshot.enrollment;
    if (pausedUntil === null || pausedUntil > now) {
      others.push(snapshot);
      continue;
    }
    try {
      endings.push({ snapshot, until: pausedUntil, change: endedPause(snapshot, pausedUntil) });
    } catch (error) {
      faults.push({ id, error });
    }
  }
  const saved = await saveTransitions(
    context,
    endings.map(({ change }) => change),
  );
  for (const { snapshot, until } of endings) await note(context, snapshot, until);
  const ended = endings.flatMap(({ snapshot }, index) => {
    const enrollment = saved[index];
    const isDue = enrollment !== undefined && enrollment.dueAt !== null && enrollment.dueAt <= now;
    return isDue ? [{ ...snapshot, enrollment }] : [];
  });
  return { due: [...others, ...ended], faults };
}

function endedPause({ enrollment, plan }: Snapshot, until: DateTime): Change {
  const { progress } = enrollment;
  const pauses = enrollment.pauses.filter((scope) => scope !== 'self');
  const transition = pauses.length > 0 ? { progress, records: [] } : resume(plan, progress, until, 'keep');
  return { enrollment, plan, transition, beside: { pauses } };
}

async function note(context: SavingContext, { contact, plan, workspace }: Snapshot, until: DateTime): Promise<void> {
  const detail = {
    scope: 'self',
    of: `${contact.email} in ${plan.sequence.name}`,
    policy: 'keep',
    until: until.toISO(),
  };
  const program = { workspaceId: workspace.id, id: null };
  await audit(context, program, { action: 'resume', subject: contact.email, detail });
}
