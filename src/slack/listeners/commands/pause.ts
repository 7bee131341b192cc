import { targetModal } from '../../views/pause-modals.js';
import { later, modalAnswer } from '../answers.js';
import { isLarge, pauseTarget, runPause } from '../pausing.js';
import type { CommandHandler } from './command.js';

/** `pause ADDRESS [in SEQUENCE] | SEQUENCE | me | @rep | everything`. */
export const pauseCommand: CommandHandler<'pause'> = async ({ target: typed }, context) => {
  if (typed === null) return modalAnswer(targetModal('pause'));
  const run = async () => {
    const found = await pauseTarget(context, typed);
    return found.ok ? runPause(context, found.target) : found.refusal;
  };
  return isLarge(typed) ? later(run) : run();
};
