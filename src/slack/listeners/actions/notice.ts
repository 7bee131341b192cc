import { fieldNames } from '../../../app/enrolling/blankWords.js';
import { type FailedChoice, resolveFailed } from '../../../app/enrollments/resolveFailed.js';
import { resolveUncertain } from '../../../app/enrollments/resolveUncertain.js';
import { retryHeld } from '../../../app/enrollments/retryHeld.js';
import type { Gone, NotAllowed } from '../../../app/enrollments/target.js';
import { showAllByColleague } from '../../../app/posting/showByColleague.js';
import { actionIds, type Leaves } from '../../action-ids.js';
import { resultModal } from '../../views/answer.js';
import { noticeMessage } from '../../views/notice.js';
import { type Answer, done, info, type MessageAnswer, modalAnswer, refused } from '../answers.js';
import { named, targetRefused } from '../refusals.js';
import { isStoredId } from '../stored-id.js';
import type { ActionContext, ActionHandler } from './action.js';
import { contactActions } from './contact.js';
import { decidePublish } from './publish-request.js';
import { openTask } from './task.js';

const { notice } = actionIds;

/** The buttons of notices, whose messages the Slack lane brings up to date. Values: `choice id` (app/posting/showNotice). */
export const noticeActions: Readonly<Record<Leaves<typeof notice>, ActionHandler>> = {
  [notice.resolveUncertain]: (context) => settleUncertain(context),
  [notice.resolveFailed]: (context) => settleFailed(context),
  [notice.retryHeld]: (context) => tryAgain(context),
  [notice.decidePublish]: (context) => decidePublish(context),
  [notice.openContact]: (context) => contactActions[actionIds.contact.open](context),
  [notice.showAll]: (context) => showAll(context),
  [notice.openTask]: (context) => openTask(context, context.value),
};

/** Everybody that a notice is about, where it names only some. */
async function showAll({ deps, actor, value }: ActionContext): Promise<Answer> {
  const shown = isStoredId(value) ? await showAllByColleague(deps, { actor, postId: value }) : null;
  if (shown === null) return targetRefused({ ok: false, reason: 'gone' });
  return modalAnswer(resultModal('Everybody', noticeMessage(shown)));
}

async function settleUncertain({ deps, actor, value }: ActionContext): Promise<Answer> {
  const [choice, postId = '', shown = ''] = value.split(' ');
  const asked = Number(shown);
  if ((choice !== 'sent' && choice !== 'not-sent') || !(asked > 0)) return stale();
  const outcome = await resolveUncertain(deps, { actor, postId, asked, sent: choice === 'sent' });
  if (!outcome.ok) return notSettled(outcome);
  const { settled, already, again } = outcome;
  if (settled === 0) return info(`${already === 1 ? 'It was' : 'They were'} settled already: nothing was changed.`);
  const before = already === 0 ? '' : ` ${already} had been settled before.`;
  // Mails, texts and cards may be in one question: they are not named.
  const these = (count: number) => (settled === 1 && already === 0 ? 'It' : `${count}`);
  if (choice === 'sent') return done(`${these(settled)} ${settled === 1 ? 'counts' : 'count'} as sent.${before}`);
  const gone = settled - again;
  const willNot = `${these(gone)} will not be sent again: edited away since, or the cadence is over.`;
  const will = again > 0 ? [`${these(again)} will be sent again.`] : [];
  return done(`${[...will, ...(gone > 0 ? [willNot] : [])].join(' ')}${before}`);
}

const choices: readonly FailedChoice[] = ['retry', 'skip', 'stop'];

async function settleFailed({ deps, actor, value }: ActionContext): Promise<Answer> {
  const [typed, executionId = ''] = value.split(' ');
  const choice = choices.find((one) => one === typed);
  if (choice === undefined) return stale();
  const outcome = await resolveFailed(deps, { actor, executionId, choice });
  if (outcome.ok) return done(`${decided[choice]} Next: ${named(outcome.next)}.`);
  if (outcome.reason === 'already-settled') {
    return info(`That was settled already: nothing was changed. Next: ${named(outcome.next)}.`);
  }
  return notSettled(outcome);
}

const decided: Readonly<Record<FailedChoice, string>> = {
  retry: 'It is tried again.',
  skip: 'The cadence goes on without it.',
  stop: 'The cadence is stopped.',
};

async function tryAgain({ deps, actor, value }: ActionContext): Promise<Answer> {
  const outcome = await retryHeld(deps, { actor, enrollmentId: value });
  if (outcome.ok) return done(`It is tried again. Next: ${named(outcome.next)}.`);
  if (outcome.reason === 'not-held') return info(`It is not held any more. Next: ${named(outcome.next)}.`);
  if (outcome.reason === 'still-blank') {
    const are = outcome.fields.length === 1 ? 'is' : 'are';
    return refused(
      `${named(fieldNames(outcome.fields))} ${are} still blank. Fill ${outcome.fields.length === 1 ? 'it' : 'them'} in, and it goes out.`,
    );
  }
  if (outcome.reason === 'uncertain') return refused('Say first whether it was sent: the message above asks.');
  return notSettled(outcome);
}

function notSettled(problem: Gone | NotAllowed): MessageAnswer {
  return targetRefused(problem, 'decide for somebody else’s contact');
}

function stale(): MessageAnswer {
  return refused('This button is from an older Drumbeat and does nothing any more.');
}
