import { fullName } from '../../domain/contact/contact.js';
import type { PostalAddress } from '../../domain/contact/postal-address.js';
import { maySendFrom, senderRefusal } from '../../domain/mail/sender.js';
import type { EmailStep } from '../../domain/steps/email.js';
import { blankFields, blankVariables, fillEmail, renderLine } from '../../domain/template/render-email.js';
import type { TemplateData } from '../../domain/template/template-data.js';
import { sendersOf, usualSender } from '../people/senders.js';
import type { Mail } from '../ports/mailer.js';
import { mailContentOf } from './mailContent.js';
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

/** Renders the mail of a step for one contact: sender, reply-to, texts, footer, and headers for its thread and the way out. */
export function prepareMail(
  snapshot: PreparingSnapshot,
  step: EmailStep,
  { settings, executionId, now }: Pick<PreparingContext, 'settings' | 'executionId' | 'now'>,
): Prepared<Mail> {
  const { contact, owner, workspace } = snapshot;
  const written = mailContentOf(step, snapshot);
  if (written.kind === 'no-template') return impossible(`there is no template called ${written.name}`);
  if (written.kind === 'no-subject')
    return impossible('it has no subject, and there is no mail before it to go on from');
  const { content, thread } = written;
  const unsubscribe = settings.links.forContact(workspace.id, contact.email);
  const postalAddress = workspace.postalAddress ?? settings.postalAddress;
  const data = dataOfStep({ ...snapshot, workspace: { ...workspace, postalAddress } }, step, {
    now,
    unsubscribeUrl: unsubscribe.url,
  });
  return rendering<Mail>(() => {
    const footer = postalAddress === null ? null : { postalAddress, unsubscribeUrl: unsubscribe.url };
    const filled = fillEmail(content, data, footer);
    const blank = [...new Set([...filled.blanks, ...blanksOfLines(step, data)])];
    if (blank.length > 0) return { kind: 'blank', fields: blank };
    const line = (text: string) => renderLine(text, data);
    const address = step.from?.address == null ? usualSender(workspace, settings) : line(step.from.address);
    if (address === null) return impossible('no sender address is configured');
    const listed = sendersOf(workspace, settings);
    if (!maySendFrom(address, listed)) return impossible(senderRefusal(address, listed).message);
    const replyTo = step.replyTo === null ? owner.email : line(step.replyTo);
    const fromName = step.from?.name == null ? owner.name : line(step.from.name);
    if (postalAddress === null) return impossible('no postal address is configured, which every mail must carry');
    const subject = thread?.subject ?? filled.subject;
    const name = fullName(contact);
    const mail: Mail = {
      executionId,
      from: { email: address, name: fromName },
      to: name === null ? { email: contact.email } : { email: contact.email, name },
      subject,
      headers: thread === null ? unsubscribe.headers : { ...unsubscribe.headers, ...thread.headers },
      ...('mould' in filled.says ? { copy: filled.says } : filled.says),
      ...(replyTo !== null && { replyTo: { email: replyTo } }),
    };
    const summary = { to: contact.email, subject, mail: { from: address, references: thread?.references ?? [] } };
    return { kind: 'ready', thing: mail, summary };
  });
}

/** The merge fields that the mail would leave blank: dotted paths. Throws TemplateFault. */
export function blanksOfMail(snapshot: PreparingSnapshot, step: EmailStep, data: TemplateData): readonly string[] {
  const written = mailContentOf(step, snapshot);
  if (written.kind !== 'written') return [];
  return [...new Set([...blankFields(written.content, data), ...blanksOfLines(step, data)])];
}

function blanksOfLines(step: EmailStep, data: TemplateData): string[] {
  const lines = [step.from?.address, step.from?.name, step.replyTo].flatMap((text) => text ?? []);
  return lines.flatMap((text) => blankVariables(text, data));
}
