import { stepLabel } from '../../domain/steps/step.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { judgeAddresses } from './judgeAddresses.js';
import type { AddressVerdict, EnrollmentRefusal, EnrollmentRequest } from './request.js';
import { type EnrollingDeps, resolveRequest } from './resolveRequest.js';

export interface EnrollmentPreview {
  readonly sequence: StoredSequence;
  readonly steps: readonly { readonly id: string; readonly label: string }[];
  /** In the order of the request. */
  readonly addresses: readonly AddressVerdict[];
}

export type PreviewedEnrollment = { readonly ok: true; readonly preview: EnrollmentPreview } | EnrollmentRefusal;

/** What enrolling these addresses would do, address by address, with dates. Changes nothing. */
export async function previewEnrollment(deps: EnrollingDeps, request: EnrollmentRequest): Promise<PreviewedEnrollment> {
  const resolved = await resolveRequest(deps, request);
  if (!resolved.ok) return resolved;
  const { enrolling } = resolved;
  const { sequence, version } = enrolling;
  const steps = version.definition.steps.map((step) => ({ id: step.id, label: stepLabel(step) }));
  return {
    ok: true,
    preview: { sequence, steps, addresses: await judgeAddresses(deps.store.read, enrolling) },
  };
}
