import { z } from 'zod';
import { scheduleDigest } from '../../../app/digests/scheduleDigest.js';
import { actionIds, type Leaves, readChoice } from '../../action-ids.js';
import { type Answer, later, refused } from '../answers.js';
import { editChoice, runEditUndo } from '../contact-edits.js';
import { digestProblem, digestScheduled } from '../digests.js';
import { undoEnrolled, undoEnrolledChoice } from '../enrolling/undo.js';
import { runTakeBack as runTakeBackTasks, takeBackChoice } from '../handing-over.js';
import { askResume, isLarge, runPause } from '../pausing.js';
import { replyChoice, runTakeBack } from '../reply.js';
import { runSettingsUndo, settingsChoice } from '../settings-answers.js';
import { readPauseJson, readTargetJson } from '../stored-target.js';
import { restoreChoice, runRestore } from '../suppressions.js';
import type { ActionContext, ActionHandler } from './action.js';
import { runCommandButton } from './run-command.js';

const { answer } = actionIds;
const stale = async () => refused('That cannot be undone any more.');

/** Ways back, by the choice in the button's value; its id part is what to go back to. */
const undo: Readonly<Record<string, ActionHandler>> = {
  resume: (context) => resumeAgain(context),
  pause: (context) => pauseAgain(context),
  digest: async (context) => digestAgain(context),
  // Of many it takes longer than an acknowledgement may.
  [undoEnrolledChoice]: async (context) =>
    later(async () => ({ ...(await undoEnrolled(context, context.value)), replaces: true })),
  [restoreChoice]: (context) => runRestore(context, context.value),
  [settingsChoice]: async (context) => ({ ...(await runSettingsUndo(context, context.value)), replaces: true }),
  [editChoice]: (context) => runEditUndo(context, context.value),
  [takeBackChoice]: async (context) => later(() => runTakeBackTasks(context, context.value)),
  [replyChoice]: (context) => runTakeBack(context, context.value),
};

/** The buttons of short answers. */
export const answerActions: Readonly<Record<Leaves<typeof answer>, ActionHandler>> = {
  [answer.undo]: async (context) => {
    const chosen = readChoice(context.value);
    const handler = chosen === null || !Object.hasOwn(undo, chosen.choice) ? undefined : undo[chosen.choice];
    return handler === undefined || chosen === null ? stale() : handler({ ...context, value: chosen.id });
  },
  [answer.open]: runCommandButton,
};

async function resumeAgain(context: ActionContext): Promise<Answer> {
  const target = readTargetJson(context.value);
  return target === null ? stale() : askResume(context, target);
}

async function pauseAgain(context: ActionContext): Promise<Answer> {
  const toPause = readPauseJson(context.value, context.now);
  if (toPause === null) return stale();
  return isLarge(toPause.target) ? later(() => runPause(context, toPause)) : runPause(context, toPause);
}

const digestTimes = z.object({
  channel: z.string(),
  rhythm: z.enum(['daily', 'weekdays']),
  at: z.string(),
  zone: z.string(),
});

async function digestAgain(context: ActionContext): Promise<Answer> {
  const times = digestTimes.safeParse(parsed(context.value));
  if (!times.success) return stale();
  const { deps, actor, workspace } = context;
  return later(async () => {
    const outcome = await scheduleDigest(deps, { workspace, by: actor, ...times.data });
    return outcome.ok ? digestScheduled(outcome, context) : refused(digestProblem(outcome, context).text);
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
