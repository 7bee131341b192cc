import { badLinesName } from '../../../app/importing/importedLines.js';
import type { Imported } from '../../../app/importing/importFiles.js';
import { type ImportProblem, importProblemLine } from '../../../app/importing/importProblem.js';
import { importShared, type SharedImport } from '../../../app/importing/importShared.js';
import { counted } from '../../../app/shown/counted.js';
import { requestLimits } from '../../../domain/limits.js';
import {
  importedMessage,
  importProblemsMessage,
  importReviewMessage,
  problemsShown,
  type WantedImport,
} from '../../views/import.js';
import type { Acting } from '../acting.js';
import type { ActionPlace } from '../actions/action.js';
import { type Answer, info, type MessageAnswer, message, nothing, refused } from '../answers.js';
import { effectsFor } from '../effects-for.js';
import { named, notAllowed } from '../refusals.js';

/**
 * Imports files that were shared, and says what came in or everything that is wrong. What it does to people in sequences is
 * shown first, unless just that was seen. Asks Slack for the files. With `goodOnes` the lines of contacts that are wrong are left out, and come back as a file in the person's DM.
 */
export async function runImport(
  acting: Acting,
  fileIds: readonly string[],
  options: Partial<Pick<WantedImport, 'goodOnes'>> = {},
): Promise<MessageAnswer> {
  const { goodOnes = false } = options;
  const outcome = await importShared(acting.deps, { actor: acting.actor, fileIds, goodOnes });
  return answerOf(acting, outcome, { fileIds, goodOnes });
}

/** The same as somebody saw it and said yes to it: the answer takes the question's place, but for what another click has done. */
export async function runSeenImport(acting: Acting, wanted: WantedImport, place: ActionPlace): Promise<Answer> {
  const outcome = await importShared(acting.deps, { actor: acting.actor, ...wanted });
  const isDone = !outcome.ok && outcome.reason === 'already';
  // A modal has room for one answer, which is that of the other click.
  if (isDone && place === 'modal') return nothing;
  return { ...(await answerOf(acting, outcome, wanted)), replaces: !isDone };
}

async function answerOf(
  acting: Acting,
  outcome: SharedImport,
  { fileIds, goodOnes }: Pick<WantedImport, 'fileIds' | 'goodOnes'>,
): Promise<MessageAnswer> {
  if (outcome.ok) {
    const isShared = await shareLeftOut(acting, outcome.imported.leftOut);
    return message(importedMessage(outcome.imported, isShared));
  }
  switch (outcome.reason) {
    case 'not-allowed':
      return notAllowed(outcome, 'import files');
    case 'already':
      return info('That was imported already.');
    case 'no-file':
      return refused('I cannot read that file any more: share it again. Nothing was imported.');
    case 'too-large':
      return refused(
        `That file is larger than ${requestLimits.fileBytes / 1_000_000} MB: split it. Nothing was imported.`,
      );
    case 'review': {
      const wanted = { fileIds, goodOnes, seen: outcome.review.seen };
      return message(importReviewMessage(await effectsFor(acting, outcome.review), wanted));
    }
    case 'invalid': {
      const { problems, good } = outcome;
      const isShared = problems.length <= problemsShown || (await shareProblems(acting, problems));
      return message(importProblemsMessage(problems, { good, fileIds, isShared }));
    }
  }
}

/** Whether Slack took the file with everything that is wrong. */
function shareProblems({ deps, actor }: Acting, problems: readonly ImportProblem[]): Promise<boolean> {
  const content = `${problems.map(importProblemLine).join('\n')}\n`;
  const file = { name: 'import-problems.txt', content, comment: 'Everything that is wrong in your import.' };
  return deps.sharedFiles.share(actor.slackUserId ?? '', file);
}

/** Whether Slack took all of them. */
async function shareLeftOut({ deps, actor }: Acting, leftOut: Imported['leftOut']): Promise<boolean> {
  const shared = [];
  for (const { file, lines, csv } of leftOut) {
    const name = badLinesName(file);
    const comment = `What was left out of “${named(file)}” (${counted(lines, 'line')}), each with its reason. Mend it, and import it.`;
    shared.push(await deps.sharedFiles.share(actor.slackUserId ?? '', { name, content: csv, comment }));
  }
  return shared.every((took) => took);
}
