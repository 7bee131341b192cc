import type { DateTime } from 'luxon';
import { templateData } from '../../domain/contact/contact-data.js';
import { stepLabel } from '../../domain/steps/step.js';
import { TemplateFault } from '../../domain/template/render-text.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import { blanksOf } from '../firing/prepareStep.js';

/**
 * The merge fields that an enrollment held for blank ones still leaves blank: its next mail or text, as it is written now. None:
 * it may go. What only the configuration fills counts as it did when it was held.
 */
export function stillBlank(snapshot: Snapshot, now: DateTime): readonly string[] {
  const { enrollment, plan, contact, owner, workspace } = snapshot;
  const step = plan.sequence.steps.find(({ id }) => id === enrollment.progress.pending?.stepId);
  if (step === undefined) return [];
  const heldFor = (enrollment.holdReason ?? '').split(', ');
  const configured = (path: string) => (heldFor.includes(path) ? null : path);
  const data = templateData({
    contact,
    owner,
    workspace: {
      name: workspace.name,
      postalAddress: workspace.postalAddress ?? configured('workspace.postalAddress'),
    },
    sequence: plan.sequence,
    step: { name: stepLabel(step) },
    unsubscribeUrl: configured('unsubscribe.url'),
    now: now.setZone(plan.zone),
  });
  try {
    return blanksOf(step, snapshot, data);
  } catch (error) {
    // Firing says what is wrong with such a text.
    if (error instanceof TemplateFault) return [];
    throw error;
  }
}
