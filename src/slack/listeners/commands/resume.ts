import type { ResumeChoice } from '../../../app/enrollments/resume.js';
import { takesListing } from '../../../app/people/findMember.js';
import { targetModal } from '../../views/pause-modals.js';
import { later, modalAnswer } from '../answers.js';
import { dayMisplaced } from '../day-misplaced.js';
import { askResume, isLarge, pauseTarget, runResume } from '../pausing.js';
import type { CommandContext, CommandHandler, IntentOf } from './command.js';

type Typed = IntentOf<'resume'>;
type TypedTarget = NonNullable<Typed['target']>;

/** `resume ... [keep | shift | skip | spread 4 hours]`; without a policy, or hours to spread over, a modal asks. */
export const resumeCommand: CommandHandler<'resume'> = async ({ target, policy: typed }, context) => {
  if (target === null) return modalAnswer(targetModal('resume'));
  const misplaced = await dayMisplaced(context, 'resume', target);
  if (misplaced !== null) return misplaced;
  const policy = choiceOf(typed);
  if (policy === null) return ask(context, target, typed);
  const run = async () => {
    const found = await pauseTarget(context, target, corrected(policy));
    return found.ok ? runResume(context, found.target, policy) : found.refusal;
  };
  return isLarge(target) ? later(run) : run();
};

/** Null: to be asked. */
function choiceOf(typed: Typed['policy']): ResumeChoice | null {
  if (typed?.policy !== 'spread') return typed;
  return typed.hours === null ? null : { policy: 'spread', hours: typed.hours };
}

/** The same, of an address. */
function corrected(policy: Typed['policy']): (email: string) => string {
  const how = policy === null ? '' : ` ${policy.policy}`;
  const over = policy?.policy === 'spread' && policy.hours !== null ? ` ${Math.round(policy.hours * 60)} minutes` : '';
  return (email) => `resume ${email}${how}${over}`;
}

/** Where somebody is looked for in all of Slack, the modal is open by then. */
async function ask(
  context: CommandContext,
  typed: TypedTarget,
  policy: Typed['policy'],
): Promise<Awaited<ReturnType<typeof askResume>>> {
  const found = async () => {
    const target = await pauseTarget(context, typed, corrected(policy));
    return target.ok ? askResume(context, target.target, policy?.policy) : target.refusal;
  };
  const { deps, actor } = context;
  if (typed.kind !== 'person' || !(await takesListing(deps, { actor, reference: typed.person }))) return found();
  const fill = async () => {
    const answer = await found();
    if (answer.kind === 'later') return answer.work();
    return answer.kind === 'filling' ? answer.fill() : answer;
  };
  return { kind: 'filling', title: 'Resume', fill };
}
