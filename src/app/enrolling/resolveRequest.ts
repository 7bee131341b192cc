import { requestLimits } from '../../domain/limits.js';
import { stepLabel } from '../../domain/steps/step.js';
import { wholeMinute } from '../../domain/timing/wall-clock.js';
import type { AppDeps } from '../deps.js';
import { findMember } from '../people/findMember.js';
import type { PeopleDeps } from '../people/identifyMember.js';
import type { SequenceVersion } from '../ports/stores/sequences.js';
import { findSequence } from '../sequences/findSequence.js';
import { meantSteps } from '../sequences/meantSteps.js';
import type { Enrolling } from './judgeAddresses.js';
import type { EnrollmentRefusal, EnrollmentRequest } from './request.js';

export type EnrollingDeps = PeopleDeps & {
  readonly settings: Pick<AppDeps['settings'], 'admins' | 'postalAddress'>;
};

/** Finds what a request names, or says why nobody can be enrolled. Slack may be asked about the owner. */
export async function resolveRequest(
  deps: EnrollingDeps,
  request: EnrollmentRequest,
): Promise<{ readonly ok: true; readonly enrolling: Enrolling } | EnrollmentRefusal> {
  const { actor, emails, startAt } = request;
  const { read } = deps.store;
  const found = await findSequence(read, actor.workspaceId, request.sequenceName);
  if (!found.ok) return found;
  const { sequence } = found;
  if (sequence.archivedAt !== null) return { ok: false, reason: 'archived', sequence };
  if (emails.every((email) => email.trim() === '')) return { ok: false, reason: 'no-address' };
  const most = requestLimits.addresses;
  if (emails.length > most) return { ok: false, reason: 'too-many', most };
  const now = await deps.clock.now();
  if (startAt !== undefined && startAt < wholeMinute(now)) return { ok: false, reason: 'start-in-past', startAt, now };
  const owner = request.owner === undefined ? null : await findMember(deps, { actor, reference: request.owner });
  if (owner?.ok === false) return owner;
  const version = await read.sequences.version(sequence.currentVersionId);
  const workspace = await read.workspaces.byId(actor.workspaceId);
  if (version === null || workspace === null) throw new Error(`sequence ${sequence.id} has no version or workspace`);
  const step = checkStartStep(version, request.startStepId);
  if (step !== null) return step;
  const postalAddress = workspace.postalAddress ?? deps.settings.postalAddress;
  return {
    ok: true,
    enrolling: { request, sequence, version, workspace, owner: owner?.member ?? null, postalAddress, now },
  };
}

/** Null where the step to begin with is there, or none was asked for. */
export function checkStartStep(
  { definition }: SequenceVersion,
  stepId: string | undefined,
): Extract<EnrollmentRefusal, { reason: 'unknown-step' }> | null {
  if (stepId === undefined || definition.steps.some(({ id }) => id === stepId)) return null;
  const steps = definition.steps.map((step) => ({ id: step.id, label: stepLabel(step) }));
  return { ok: false, reason: 'unknown-step', stepId, ...meantSteps(stepId, steps) };
}
