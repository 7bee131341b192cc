import type { DateTime } from 'luxon';
import { fullName } from '../../domain/contact/contact.js';
import { templateData } from '../../domain/contact/contact-data.js';
import type { EmailStep } from '../../domain/steps/email.js';
import { stepLabel } from '../../domain/steps/step.js';
import { contentFor } from '../../domain/steps/variant.js';
import { withFooter } from '../../domain/template/footer.js';
import {
  blankFields,
  blankVariables,
  type EmailContent,
  renderEmail,
  renderLine,
} from '../../domain/template/render-email.js';
import { TemplateFault } from '../../domain/template/render-text.js';
import type { Mail } from '../ports/mailer.js';
import type { Snapshot } from './loadSnapshots.js';
import type { UnsubscribeLinks } from './unsubscribeLinks.js';

/** What mails are sent with, beside what the sequence says. */
export interface MailSettings {
  /** The address mails come from where the step names none. */
  readonly mailFrom: string | null;
  readonly postalAddress: string | null;
  readonly links: UnsubscribeLinks;
}

export type PreparedMail =
  | { readonly kind: 'mail'; readonly mail: Mail }
  /** Merge fields that would be blank and have no default: dotted paths. */
  | { readonly kind: 'blank'; readonly fields: readonly string[] }
  /** It can never be sent as it stands; a sentence for people. */
  | { readonly kind: 'impossible'; readonly reason: string };

/** Renders the mail of a step for one contact: sender, reply-to, texts, footer and unsubscribe headers. */
export function prepareMail(
  snapshot: Pick<Snapshot, 'enrollment' | 'contact' | 'owner' | 'workspace' | 'plan' | 'templates'>,
  step: EmailStep,
  options: { readonly settings: MailSettings; readonly executionId: string; readonly now: DateTime },
): PreparedMail {
  const { contact, owner, workspace, plan } = snapshot;
  const { settings, executionId, now } = options;
  const content = contentOf(step, snapshot);
  if (content === null) return impossible(`there is no template called ${templateName(step, snapshot)}`);
  const unsubscribe = settings.links.forContact(workspace.id, contact.email);
  const postalAddress = workspace.postalAddress ?? settings.postalAddress;
  const data = templateData({
    contact,
    owner,
    workspace: { name: workspace.name, postalAddress },
    sequence: plan.sequence,
    step: { name: stepLabel(step) },
    unsubscribeUrl: unsubscribe.url,
    now: now.setZone(plan.zone),
  });
  try {
    const blank = blankOf(step, content, data);
    if (blank.length > 0) return { kind: 'blank', fields: blank };
    const line = (text: string) => renderLine(text, data);
    const from = workspace.mailFrom ?? settings.mailFrom;
    const address = step.from === null ? from : line(step.from.address);
    if (address === null) return impossible('no sender address is configured');
    const replyTo = step.replyTo === null ? owner.email : line(step.replyTo);
    const fromName = step.from?.name == null ? owner.name : line(step.from.name);
    if (postalAddress === null) return impossible('no postal address is configured, which every mail must carry');
    const rendered = withFooter(renderEmail(content, data), { postalAddress, unsubscribeUrl: unsubscribe.url });
    const name = fullName(contact);
    return {
      kind: 'mail',
      mail: {
        executionId,
        from: { email: address, name: fromName },
        to: name === null ? { email: contact.email } : { email: contact.email, name },
        ...(replyTo === null ? {} : { replyTo: { email: replyTo } }),
        ...rendered,
        headers: unsubscribe.headers,
      },
    };
  } catch (error) {
    if (error instanceof TemplateFault) return impossible(`its text cannot be rendered: ${error.message}`);
    throw error;
  }
}

/** The text of a mail step: its own, or the stored one; null when no such template is stored. */
export function contentOf(
  step: EmailStep,
  { templates, enrollment }: Pick<Snapshot, 'templates' | 'enrollment'>,
): EmailContent | null {
  const content = contentFor(step.content, enrollment.id, step.id);
  if (content.source === 'inline') return { subject: content.subject, body: content.body };
  const stored = templates.get(content.template);
  return stored?.kind === 'email' ? stored.content : null;
}

/** The merge fields that a mail with this text would leave blank: dotted paths. Throws TemplateFault. */
export function blankOf(step: EmailStep, content: EmailContent, data: ReturnType<typeof templateData>): string[] {
  const lines = [step.from?.address, step.from?.name, step.replyTo].flatMap((text) => text ?? []);
  return [...new Set([...blankFields(content, data), ...lines.flatMap((text) => blankVariables(text, data))])];
}

function templateName(step: EmailStep, { enrollment }: Pick<Snapshot, 'enrollment'>): string {
  const content = contentFor(step.content, enrollment.id, step.id);
  return content.source === 'template' ? content.template : '';
}

function impossible(reason: string): PreparedMail {
  return { kind: 'impossible', reason };
}
