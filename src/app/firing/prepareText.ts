import { parsePhone } from '../../domain/contact/phone.js';
import { textLimits } from '../../domain/limits.js';
import { refuse } from '../../domain/refusal.js';
import type { SmsStep } from '../../domain/steps/sms.js';
import { contentFor } from '../../domain/steps/variant.js';
import { blankVariables, renderPlain } from '../../domain/template/render-email.js';
import type { TemplateContents } from '../../domain/template/stored-template.js';
import type { TemplateData } from '../../domain/template/template-data.js';
import type { Text } from '../ports/texter.js';
import type { Prepared, PreparingContext, PreparingSnapshot } from './prepareStep.js';
import { dataOfStep, impossible, rendering } from './preparing.js';

/** Where the contact's number stands among the merge fields: a text to nobody is held as one with a blank field. */
export const numberField = 'contact.phone';

/** Renders the text of a step for one contact, from the step's number or else the account's first. */
export function prepareText(
  snapshot: PreparingSnapshot,
  step: SmsStep,
  { numbers, executionId, now }: Pick<PreparingContext, 'numbers' | 'executionId' | 'now'>,
): Prepared<Text> {
  const { contact } = snapshot;
  if (numbers === null) return impossible(refuse('noTexter').message);
  const content = contentOf(step, snapshot);
  if (content === null) return impossible('no such template is stored for texts');
  const data = dataOfStep(snapshot, step, { now, unsubscribeUrl: null });
  return rendering<Text>(() => {
    const fields = blanksOfText(snapshot, step, data);
    if (fields.length > 0) return { kind: 'blank', fields };
    const from = step.from ?? (numbers === 'unknown' ? '' : (numbers[0] ?? null));
    if (from === null) return impossible('the account has no number that can send texts');
    const phone = parsePhone(contact.phone ?? '');
    if (!phone.ok) return impossible(phone.reason.replace(/\.$/, ''));
    const body = renderPlain(content.body, data);
    if (body === '') return impossible('its text is empty');
    if (body.length > textLimits.bodyLength) {
      return impossible(`its text has ${body.length} characters once filled in; at most ${textLimits.bodyLength} go`);
    }
    const sender = parsePhone(from);
    const text = { from: sender.ok ? sender.phone : from, to: phone.phone, body };
    const summary = { to: text.to, subject: body.split('\n', 1)[0] ?? body, text: { from: text.from, body } };
    return { kind: 'ready', thing: { executionId, ...text }, summary };
  });
}

/** The merge fields that the text would leave blank, the number it goes to among them: dotted paths. Throws TemplateFault. */
export function blanksOfText(snapshot: PreparingSnapshot, step: SmsStep, data: TemplateData): readonly string[] {
  const content = contentOf(step, snapshot);
  const number = (snapshot.contact.phone ?? '').trim() === '' ? [numberField] : [];
  return [...new Set([...number, ...(content === null ? [] : blankVariables(content.body, data))])];
}

/** What a text says: its own words or the stored ones; null where no such template is stored. */
function contentOf(
  step: SmsStep,
  { enrollment, templates }: Pick<PreparingSnapshot, 'enrollment' | 'templates'>,
): TemplateContents['sms'] | null {
  const content = contentFor(step.content, enrollment.id, step.id);
  if (content.source === 'inline') return content;
  const stored = templates.get(content.template);
  return stored?.kind === 'sms' ? stored.content : null;
}
