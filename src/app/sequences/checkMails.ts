import { followUpsIn } from '../../domain/mail/follow-ups.js';
import { isFilledIn, maySendFrom, senderRefusal } from '../../domain/mail/sender.js';
import { refuse } from '../../domain/refusal.js';
import { type PathSegment, type Problem, pathOf } from '../../domain/sequence/problems.js';
import type { Step } from '../../domain/steps/step.js';
import type { KnownNames } from './checkTexts.js';

/** That a mail comes from an address which nobody listed. One that is filled in for each contact is known when it is sent. */
export function senderProblems(
  step: Step,
  path: readonly PathSegment[],
  { senders }: Pick<KnownNames, 'senders'>,
): Problem[] {
  const address = step.kind === 'email' ? (step.from?.address ?? null) : null;
  if (address === null || isFilledIn(address) || maySendFrom(address, senders)) return [];
  return [{ path: pathOf(...path, 'from', 'address'), ...senderRefusal(address, senders) }];
}

/** That the first mail of a list has no subject: there is no mail before it in whose thread it could go on. */
export function threadProblems(
  steps: readonly Step[],
  path: readonly PathSegment[],
  { templates }: Pick<KnownNames, 'templates'>,
): Problem[] {
  const index = steps.findIndex(({ kind }) => kind === 'email');
  const first = steps[index];
  if (first?.kind !== 'email') return [];
  const isFollowUp = (name: string) => {
    const stored = templates.find((template) => template.name === name);
    return stored?.kind === 'email' && stored.content.subject === null;
  };
  return followUpsIn(first, isFollowUp).map((at) => {
    const code = at.at(-1) === 'template' ? 'noSubjectInText' : 'noSubject';
    return { path: pathOf(...path, index, ...at), ...refuse(code) };
  });
}
