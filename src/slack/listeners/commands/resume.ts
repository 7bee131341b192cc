import { targetModal } from '../../views/pause-modals.js';
import { later, modalAnswer } from '../answers.js';
import { askResume, isLarge, pauseTarget, runResume } from '../pausing.js';
import type { CommandHandler } from './command.js';

/** `resume ... [keep | shift | skip | spread 4 hours]`; without a policy, or hours to spread over, a modal asks. */
export const resumeCommand: CommandHandler<'resume'> = async ({ target: typed, policy }, context) => {
  if (typed === null) return modalAnswer(targetModal('resume'));
  const found = await pauseTarget(context, typed);
  if (!found.ok) return found.refusal;
  const { target } = found;
  if (policy === null) return askResume(context, target);
  if (policy.policy !== 'spread') {
    return isLarge(target) ? later(() => runResume(context, target, policy)) : runResume(context, target, policy);
  }
  const { hours } = policy;
  if (hours === null) return askResume(context, target, 'spread');
  const spread = { policy: 'spread', hours } as const;
  return isLarge(target) ? later(() => runResume(context, target, spread)) : runResume(context, target, spread);
};
