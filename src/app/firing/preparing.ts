import type { DateTime } from 'luxon';
import { templateData } from '../../domain/contact/contact-data.js';
import { type Step, stepLabel } from '../../domain/steps/step.js';
import { TemplateFault } from '../../domain/template/render-text.js';
import type { TemplateData } from '../../domain/template/template-data.js';
import { inZone } from '../../domain/timing/in-zone.js';
import type { Prepared, PreparingSnapshot } from './prepareStep.js';

/** What the texts of a step are filled in with, for one contact. */
export function dataOfStep(
  { contact, owner, workspace, plan }: Pick<PreparingSnapshot, 'contact' | 'owner' | 'workspace' | 'plan'>,
  step: Step,
  { now, unsubscribeUrl }: { readonly now: DateTime; readonly unsubscribeUrl: string | null },
): TemplateData {
  return templateData({
    contact,
    owner,
    workspace,
    sequence: plan.sequence,
    step: { name: stepLabel(step) },
    unsubscribeUrl,
    now: inZone(now, plan.zone),
  });
}

/** It can never be sent as it stands: `reason` is a clause for people, without a full stop. */
export function impossible(reason: string): Prepared<never> {
  return { kind: 'impossible', reason };
}

/** Prepares something out of stored texts; impossible where one of them cannot be rendered. */
export function rendering<Thing>(prepare: () => Prepared<Thing>): Prepared<Thing> {
  try {
    return prepare();
  } catch (error) {
    if (error instanceof TemplateFault) return impossible(`its text cannot be rendered: ${error.message}`);
    throw error;
  }
}
