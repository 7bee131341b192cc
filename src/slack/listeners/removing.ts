import { previewEnrollment } from '../../app/enrolling/previewEnrollment.js';
import { type RemovedEnrollment, removeFromSequence } from '../../app/enrollments/removeFromSequence.js';
import { showStatus } from '../../app/enrollments/showStatus.js';
import type { PauseTarget } from '../../app/enrollments/target.js';
import { removeModal } from '../views/remove-modal.js';
import type { Acting } from './acting.js';
import { done, info, type MessageAnswer, type ModalAnswer, modalAnswer, refused } from './answers.js';
import { boldNames, named, targetRefused } from './refusals.js';
import { type AnswerButton, type CommandToRun, runButtons } from './run-button.js';

const mostWaysBack = 5;

export type RemoveTarget = Extract<PauseTarget, { kind: 'contact' | 'enrollment' }>;

/** Takes somebody out for good, and says of what. */
export async function runRemove(acting: Acting, target: RemoveTarget): Promise<MessageAnswer> {
  const { deps, actor } = acting;
  const outcome = await removeFromSequence(deps, { actor, target });
  if (!outcome.ok) return targetRefused(outcome, 'remove somebody else’s contact');
  const { removed, notYours } = outcome;
  const others = notYours === 1 ? 'One more, of somebody else, was' : `${notYours} more, of others, were`;
  const left = notYours === 0 ? '' : ` ${others} left alone.`;
  if (removed.length === 0) return info(`They were out already: nothing was changed.${left}`);
  const from = boldNames(removed.map(({ sequenceName }) => sequenceName));
  return done(
    `Removed *${named(removed[0]?.name ?? '')}* from ${from}. Nothing more goes out from there; open tasks are closed.${left}`,
    await waysBack(acting, removed),
  );
}

/** Enrolls them again where they stood, for those whom the sequence would take. */
async function waysBack({ deps, actor }: Acting, removed: readonly RemovedEnrollment[]): Promise<AnswerButton[]> {
  const again: CommandToRun[] = [];
  for (const { email, slug, sequenceName, stepId, owner } of removed.slice(0, mostWaysBack)) {
    if (stepId === null) continue;
    const request = { actor, emails: [email], sequenceName: slug, startStepId: stepId };
    const previewed = await previewEnrollment(deps, request);
    const blocker = previewed.ok ? previewed.preview.addresses[0]?.blocker : undefined;
    if (blocker !== null && blocker?.kind !== 'blank-fields') continue;
    const from = owner.slackUserId === null ? '' : ` from <@${owner.slackUserId}>`;
    const label = removed.length === 1 ? 'Enroll again' : `Enroll again in ${sequenceName}`;
    again.push({ label, text: `enroll ${email} in "${slug}"${from} at ${stepId}` });
  }
  return runButtons(again);
}

/** Whom it is about, out of what: to be confirmed, since nothing brings somebody back to their place. */
export async function askRemove(acting: Acting, target: RemoveTarget): Promise<ModalAnswer | MessageAnswer> {
  const email = await emailOf(acting, target);
  if (email === null) return refused('That enrollment is gone.');
  const outcome = await showStatus(acting.deps, { actor: acting.actor, email });
  if (!outcome.ok) return targetRefused(outcome);
  const { contact, enrollments } = outcome.status;
  const open = enrollments.filter(
    ({ id, state }) => state !== 'exited' && (target.kind === 'contact' || id === target.enrollmentId),
  );
  if (open.length === 0) return info(`*${named(contact.name)}* is in no sequence.`);
  return modalAnswer(removeModal({ target, contact, enrollments: open }));
}

async function emailOf({ deps, workspace }: Acting, target: RemoveTarget): Promise<string | null> {
  if (target.kind === 'contact') return target.email;
  const enrollment = await deps.store.read.enrollments.byId(target.enrollmentId);
  if (enrollment?.workspaceId !== workspace.id) return null;
  return (await deps.store.read.contacts.byId(enrollment.contactId))?.email ?? null;
}
