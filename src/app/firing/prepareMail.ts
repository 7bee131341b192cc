import { fullName } from '../../domain/contact/contact.js';
import type { PostalAddress } from '../../domain/contact/postal-address.js';
import type { EmailStep } from '../../domain/steps/email.js';
import { contentFor } from '../../domain/steps/variant.js';
import { withFooter } from '../../domain/template/footer.js';
import {
  blankFields,
  blankVariables,
  type EmailContent,
  renderFilled,
  renderLine,
} from '../../domain/template/render-email.js';
import type { TemplateData } from '../../domain/template/template-data.js';
import type { Mail } from '../ports/mailer.js';
import type { Prepared, PreparingContext, PreparingSnapshot } from './prepareStep.js';
import { dataOfStep, impossible, rendering } from './preparing.js';
import type { UnsubscribeLinks } from './unsubscribeLinks.js';

/** What mails are sent with, beside what the sequence says. */
export interface MailSettings {
  /** The address mails come from where the step names none. */
  readonly mailFrom: string | null;
  readonly postalAddress: string | null;
  readonly links: UnsubscribeLinks;
  /** The address that postcards come from; null: no provider for them is configured. */
  readonly cardsFrom: PostalAddress | null;
}

/** Renders the mail of a step for one contact: sender, reply-to, texts, footer and unsubscribe headers. */
export function prepareMail(
  snapshot: PreparingSnapshot,
  step: EmailStep,
  { settings, executionId, now }: Pick<PreparingContext, 'settings' | 'executionId' | 'now'>,
): Prepared<Mail> {
  const { contact, owner, workspace } = snapshot;
  const content = contentOf(step, snapshot);
  if (content === null) return impossible(`there is no template called ${templateName(step, snapshot)}`);
  const unsubscribe = settings.links.forContact(workspace.id, contact.email);
  const postalAddress = workspace.postalAddress ?? settings.postalAddress;
  const data = dataOfStep({ ...snapshot, workspace: { ...workspace, postalAddress } }, step, {
    now,
    unsubscribeUrl: unsubscribe.url,
  });
  return rendering<Mail>(() => {
    const filled = renderFilled(content, data);
    const blank = [...new Set([...filled.blanks, ...blanksOfLines(step, data)])];
    if (blank.length > 0) return { kind: 'blank', fields: blank };
    const line = (text: string) => renderLine(text, data);
    const from = workspace.mailFrom ?? settings.mailFrom;
    const address = step.from === null ? from : line(step.from.address);
    if (address === null) return impossible('no sender address is configured');
    const replyTo = step.replyTo === null ? owner.email : line(step.replyTo);
    const fromName = step.from?.name == null ? owner.name : line(step.from.name);
    if (postalAddress === null) return impossible('no postal address is configured, which every mail must carry');
    const rendered = withFooter(filled.mail, { postalAddress, unsubscribeUrl: unsubscribe.url });
    const name = fullName(contact);
    const mail: Mail = {
      executionId,
      from: { email: address, name: fromName },
      to: name === null ? { email: contact.email } : { email: contact.email, name },
      ...(replyTo === null ? {} : { replyTo: { email: replyTo } }),
      ...rendered,
      headers: unsubscribe.headers,
    };
    return { kind: 'ready', thing: mail, summary: { to: contact.email, subject: mail.subject } };
  });
}

/** The text of a mail step: its own, or the stored one; null when no such template is stored. */
function contentOf(
  step: EmailStep,
  { templates, enrollment }: Pick<PreparingSnapshot, 'templates' | 'enrollment'>,
): EmailContent | null {
  const content = contentFor(step.content, enrollment.id, step.id);
  if (content.source === 'inline') return { subject: content.subject, body: content.body };
  const stored = templates.get(content.template);
  return stored?.kind === 'email' ? stored.content : null;
}

/** The merge fields that the mail would leave blank: dotted paths. Throws TemplateFault. */
export function blanksOfMail(snapshot: PreparingSnapshot, step: EmailStep, data: TemplateData): readonly string[] {
  const content = contentOf(step, snapshot);
  return content === null ? [] : [...new Set([...blankFields(content, data), ...blanksOfLines(step, data)])];
}

function blanksOfLines(step: EmailStep, data: TemplateData): string[] {
  const lines = [step.from?.address, step.from?.name, step.replyTo].flatMap((text) => text ?? []);
  return lines.flatMap((text) => blankVariables(text, data));
}

function templateName(step: EmailStep, { enrollment }: Pick<PreparingSnapshot, 'enrollment'>): string {
  const content = contentFor(step.content, enrollment.id, step.id);
  return content.source === 'template' ? content.template : '';
}
