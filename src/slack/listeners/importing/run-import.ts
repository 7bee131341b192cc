import { importProblemLine } from '../../../app/importing/importProblem.js';
import { importShared } from '../../../app/importing/importShared.js';
import { importedMessage, importProblemsMessage, problemsShown } from '../../views/import.js';
import type { Acting } from '../acting.js';
import { type MessageAnswer, message, refused } from '../answers.js';
import { notAllowed } from '../refusals.js';

/** Imports files that were shared, and says what came in or everything that is wrong. Asks Slack for the files. */
export async function runImport({ deps, actor }: Acting, fileIds: readonly string[]): Promise<MessageAnswer> {
  const outcome = await importShared(deps, { actor, fileIds });
  if (outcome.ok) return message(importedMessage(outcome.imported));
  switch (outcome.reason) {
    case 'not-allowed':
      return notAllowed(outcome, 'import files');
    case 'no-file':
      return refused('I cannot read that file any more: share it again. Nothing was imported.');
    case 'too-large':
      return refused('That file is larger than 8 MB: split it. Nothing was imported.');
    case 'invalid': {
      const { problems } = outcome;
      if (problems.length > problemsShown) {
        const content = `${problems.map(importProblemLine).join('\n')}\n`;
        const file = { name: 'import-problems.txt', content, comment: 'Everything that is wrong in your import.' };
        await deps.sharedFiles.share(actor.slackUserId ?? '', file);
      }
      return message(importProblemsMessage(problems));
    }
  }
}
