import { followUpsIn } from '../../domain/mail/follow-ups.js';
import { type FollowUp, followUp, type MailInThread } from '../../domain/mail/thread.js';
import type { EmailStep } from '../../domain/steps/email.js';
import { contentFor } from '../../domain/steps/variant.js';
import type { EmailContent } from '../../domain/template/render-email.js';
import type { Tables } from '../ports/store.js';
import type { SequenceVersion, TemplateRow } from '../ports/stores/sequences.js';
import { type Planned, required } from './loadPlanned.js';
import type { PreparingSnapshot } from './prepareStep.js';

/** What a mail step says to one contact. */
export type MailContent =
  | { readonly kind: 'written'; readonly content: EmailContent; readonly thread: FollowUp | null }
  | { readonly kind: 'no-template'; readonly name: string }
  /** It has no subject, and neither has any mail before it. */
  | { readonly kind: 'no-subject' };

/**
 * The text of a mail step, its own or the stored one. Without a subject it goes on in the thread of the mail before it; where
 * none was sent (that step was left out, or passed by), it begins the thread that it would have gone on in.
 */
export function mailContentOf(step: EmailStep, snapshot: PreparingSnapshot): MailContent {
  const text = textOf(step, snapshot);
  if (typeof text === 'string') return { kind: 'no-template', name: text };
  if (hasSubject(text)) return { kind: 'written', content: text, thread: null };
  const { previousMail } = snapshot;
  if (previousMail !== null)
    return { kind: 'written', content: { ...text, subject: '' }, thread: followUp(previousMail) };
  const before = subjectBefore(step, snapshot);
  if (before === null) return { kind: 'no-subject' };
  return { kind: 'written', content: { ...text, subject: before }, thread: null };
}

type Text = Omit<EmailContent, 'subject'> & { readonly subject: string | null };

function hasSubject(text: Text): text is EmailContent {
  return text.subject !== null;
}

/** The name of a stored text where that is not stored. */
function textOf(step: EmailStep, { templates, enrollment }: PreparingSnapshot): Text | string {
  const content = contentFor(step.content, enrollment.id, step.id);
  if (content.source === 'inline') return { subject: content.subject, body: content.body };
  const stored = templates.get(content.template);
  return stored?.kind === 'email' ? stored.content : content.template;
}

/** The subject of the nearest mail before a step in the list. */
function subjectBefore(step: EmailStep, snapshot: PreparingSnapshot): string | null {
  const { steps } = snapshot.plan.sequence;
  const index = steps.findIndex(({ id }) => id === step.id);
  for (const earlier of steps.slice(0, Math.max(index, 0)).reverse()) {
    const text = earlier.kind === 'email' ? textOf(earlier, snapshot) : '';
    if (typeof text !== 'string' && text.subject !== null) return text.subject;
  }
  return null;
}

/**
 * The mails whose threads the steps of enrollments may go on in, by enrollment; none are read where no step does. `templates`: the
 * stored texts of each workspace by name.
 */
export async function mailsBefore(
  tables: Pick<Tables, 'executions'>,
  planned: readonly Pick<Planned, 'enrollment' | 'version'>[],
  templates: ReadonlyMap<string, ReadonlyMap<string, TemplateRow>>,
): Promise<ReadonlyMap<string, MailInThread>> {
  const known = new Map<SequenceVersion, boolean>();
  const following: string[] = [];
  for (const { enrollment, version } of planned) {
    const follows = known.get(version) ?? hasFollowUp(version, required(templates, enrollment.workspaceId));
    known.set(version, follows);
    if (follows) following.push(enrollment.id);
  }
  return following.length === 0 ? new Map() : tables.executions.latestMails(following);
}

function hasFollowUp({ definition }: SequenceVersion, templates: ReadonlyMap<string, TemplateRow>): boolean {
  const isFollowUp = (name: string) => {
    const stored = templates.get(name);
    return stored?.kind === 'email' && stored.content.subject === null;
  };
  return definition.steps.some((step) => step.kind === 'email' && followUpsIn(step, isFollowUp).length > 0);
}
