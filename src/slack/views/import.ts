import type { FileInput, ModalView } from '@slack/types';
import { z } from 'zod';
import { importedLines } from '../../app/importing/importedLines.js';
import { type ImportProblem, importProblemLine } from '../../app/importing/importProblem.js';
import type { Came } from '../../app/importing/storeFiles.js';
import { type SeenEffects, seenEffectsSchema } from '../../app/sequences/changeEffects.js';
import { counted } from '../../app/shown/counted.js';
import type { ShownEffects } from '../../app/shown/review.js';
import { type FinishedChoice, finishedChoices } from '../../domain/enrollment/publish.js';
import { actionIds, callbackIds, numbered } from '../action-ids.js';
import { actions, button, context, type Drawn, input, modal, section } from './blocks.js';
import { coachText } from './coach.js';
import { effectBlocks } from './effects.js';
import { readState } from './state.js';
import { escaped, oneLine } from './text.js';

export const importBlocks = { files: 'files' } as const;
const mostFiles = 10;
const problemsInSection = 8;
const sectionsShown = 5;

/** Asks for the files to import. */
export function importModal(): ModalView {
  const files: FileInput = {
    type: 'file_input',
    action_id: actionIds.field,
    filetypes: ['yml', 'yaml', 'json', 'csv'],
    max_files: mostFiles,
  };
  return modal({
    callbackId: callbackIds.import,
    title: 'Import',
    submit: 'Import',
    blocks: [
      input(importBlocks.files, 'Files', files, { hint: 'Sequences, templates (.yml, .json), contacts (.csv).' }),
      ...context(
        'All or nothing. A sequence that is there already gets a new version, with everybody who is in it; what that does to them is shown first.',
      ),
    ],
  });
}

/** Ids of the chosen files. */
export function readImportForm(values: unknown): readonly string[] {
  return readState(values).files(importBlocks.files);
}

/** What came in. `isShared`: the lines that were left out are in the person's DM. */
export function importedMessage(imported: Omit<Came, 'workspace'>, isShared: boolean): Drawn {
  const lines = importedLines(imported).map((line) => `• ${escaped(oneLine(line), 250)}`);
  const told = lines.slice(0, problemsInSection * sectionsShown);
  const more = lines.length - told.length;
  const changed = imported.sequences.filter(({ kind }) => kind !== 'unchanged');
  return {
    text: 'Imported',
    blocks: [
      section(':white_check_mark: *Imported*'),
      ...inSections(told),
      ...context(more > 0 ? `and ${more} more` : null, imported.leftOut.length > 0 ? leftOutNote(isShared) : null),
      ...changed.slice(0, 3).flatMap(({ remarks }) => coachText(remarks)),
    ],
  };
}

const wantedImport = z.object({
  fileIds: z.array(z.string()),
  goodOnes: z.boolean(),
  seen: seenEffectsSchema,
  finished: z.enum(finishedChoices),
});

/** An import that somebody says yes to, as it was seen. */
export interface WantedImport {
  readonly fileIds: readonly string[];
  readonly goodOnes: boolean;
  readonly seen: SeenEffects;
  readonly finished: FinishedChoice;
}

/** What an import does to people, before it does it. */
export function importReviewMessage(effects: ShownEffects, wanted: Omit<WantedImport, 'finished'>): Drawn {
  const { finished: left } = effects;
  const yes = (index: number, label: string, finished: FinishedChoice) =>
    button(numbered(actionIds.file.importSeen, index), label, JSON.stringify({ ...wanted, finished }), {
      style: index === 0 ? 'primary' : undefined,
    });
  return {
    text: 'Nothing is imported yet: look at what it does',
    blocks: [
      ...effectBlocks(effects, 'Nothing is imported yet.'),
      ...actions(null, [
        yes(0, 'Import', 'continue'),
        ...(left > 0 ? [yes(1, `Import, leave ${left} at the end finished`, 'leave')] : []),
        button(actionIds.file.leave, 'Cancel', 'cancel'),
      ]),
    ],
  };
}

/** What a button of {@link importReviewMessage} stands for; null where the value is none. */
export function readWantedImport(value: string): WantedImport | null {
  try {
    return wantedImport.parse(JSON.parse(value));
  } catch {
    return null;
  }
}

const noFiles = 'Slack takes no file from Drumbeat: ask an admin whether it may upload files (`files:write`).';

function leftOutNote(isShared: boolean): string {
  return isShared
    ? 'What was left out is in a file in your direct messages with Drumbeat, each line with its reason.'
    : `What was left out is in no file. ${noFiles}`;
}

/**
 * Everything wrong, each with its place; what has no room comes as a file. Where only lines of contacts are wrong, the
 * others (`good`) are offered. `isShared`: Slack took that file.
 */
export function importProblemsMessage(
  problems: readonly Omit<ImportProblem, 'code'>[],
  {
    good,
    fileIds,
    isShared,
  }: { readonly good: number; readonly fileIds: readonly string[]; readonly isShared: boolean },
): Drawn {
  const shown = problems.slice(0, problemsShown);
  const more = problems.length - shown.length;
  const count = counted(problems.length, 'problem');
  return {
    text: `Nothing was imported: ${count}`,
    blocks: [
      section(`:no_entry_sign: *Nothing was imported: ${count}.* Mend the file and try again.`),
      ...inSections(shown.map((problem) => `• ${escaped(oneLine(importProblemLine(problem)), 350)}`)),
      ...(good === 0
        ? []
        : actions(null, [
            button(actionIds.file.importGood, `Import the ${counted(good, 'good one')}`, fileIds.join(','), {
              style: 'primary',
            }),
          ])),
      ...context(good > 0 ? 'The bad lines then come back to you as a file, with what is wrong.' : null),
      ...context(more > 0 ? allOfThem(problems.length, shown.length, isShared) : null),
    ],
  };
}

function allOfThem(all: number, shown: number, isShared: boolean): string {
  return isShared
    ? `All ${all} are in a file in your direct messages with Drumbeat.`
    : `These are the first ${shown}. ${noFiles}`;
}

/** How many problems a message shows. */
export const problemsShown = problemsInSection * sectionsShown;

function inSections(lines: readonly string[]) {
  const count = Math.ceil(lines.length / problemsInSection);
  return Array.from({ length: count }, (_, index) =>
    section(lines.slice(index * problemsInSection, (index + 1) * problemsInSection).join('\n')),
  );
}
