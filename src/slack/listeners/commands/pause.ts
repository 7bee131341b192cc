import { startText } from '../../command/times.js';
import { targetModal } from '../../views/pause-modals.js';
import { later, modalAnswer } from '../answers.js';
import { askAboutColleagues } from '../colleagues.js';
import { dayMisplaced } from '../day-misplaced.js';
import { isLarge, pauseTarget, runPause } from '../pausing.js';
import { readTypedStart, wallInstant } from '../typed-time.js';
import type { CommandHandler } from './command.js';

/** `pause ADDRESS [in SEQUENCE] | SEQUENCE | me | @rep | everything [until DATE]`; a colleague's contact is asked about first. */
export const pauseCommand: CommandHandler<'pause'> = async ({ target: typed, until: day }, context) => {
  if (typed === null) return modalAnswer(targetModal('pause'));
  const misplaced = day === null ? await dayMisplaced(context, 'pause', typed) : null;
  if (misplaced !== null) return misplaced;
  const { zone } = context.workspace;
  const date = day === null ? null : readTypedStart(day, zone, context.now).date;
  const until = date === null ? null : wallInstant({ date, time: null }, zone);
  const rest = day === null ? null : `until ${startText(day)}`;
  if (typed.kind === 'contact') {
    const asked = await askAboutColleagues(context, 'pause', { ...typed, ...(rest === null ? {} : { rest }) });
    if (asked !== null) return asked;
    return runPause(context, { target: typed, until });
  }
  const run = async () => {
    const found = await pauseTarget(context, typed, (email) => `pause ${email}${rest === null ? '' : ` ${rest}`}`);
    return found.ok ? runPause(context, { target: found.target, until }) : found.refusal;
  };
  return isLarge(typed) ? later(run) : run();
};
