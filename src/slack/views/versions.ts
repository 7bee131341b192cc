import type { ModalView } from '@slack/types';
import type { ComparedVersion, SequenceVersions } from '../../app/sequences/listVersions.js';
import { shortTime } from '../../app/shown/clocks.js';
import { textsInWords } from '../../app/shown/editedTexts.js';
import type { Step } from '../../domain/steps/step.js';
import { actionIds, callbackIds, choiceValue } from '../action-ids.js';
import { actions, button, context, modal, option, overflow, section } from './blocks.js';
import { changeBlocks } from './changes.js';
import { pageOf } from './paging.js';
import { sequenceTerms } from './sequence-terms.js';
import { stepSummary } from './step-summary.js';
import { bold, caption, escaped, linesThatFit, oneLine, quoted } from './text.js';

const versionsOnPage = 20;
/** Steps stand alone in a section where there are no more of them. */
const mostStepSections = 80;
/** Of a section's text, so that a long sequence's view stays as small as Slack takes it. */
const stepRoom = 2400;
/** A shorter piece of a text says nothing. */
const leastOfText = 40;

/** Every version of a sequence: who, when, and what it changed. */
export function versionsModal({ sequence, versions, mayEdit }: SequenceVersions, zone: string, page = 0): ModalView {
  const shown = pageOf(versions, page, versionsOnPage);
  const turn = (to: number, label: string) =>
    button(actionIds.sequence.versions, label, choiceValue(String(to), sequence.id));
  return modal({
    callbackId: callbackIds.shown,
    title: 'Versions',
    close: 'Close',
    blocks: [
      section(bold(sequence.name, 160)),
      ...shown.items.map(({ id, number, at, by, allowedBy, isCurrent, changes }) => {
        const allowed = allowedBy === null ? '' : `, allowed by ${escaped(oneLine(allowedBy), 80)}`;
        const head = `*Version ${number}*${isCurrent ? ' (present)' : ''}  ${shortTime(at, zone)} by ${escaped(oneLine(by), 80)}${allowed}`;
        const lines = changes.map((line) => `•  ${escaped(oneLine(line), 200)}`);
        const options = [
          option('Look at it', choiceValue('look', id)),
          ...(isCurrent ? [] : [option('Compare with the present one', choiceValue('compare', id))]),
          ...(isCurrent || !mayEdit ? [] : [option('Restore', choiceValue('restore', id))]),
        ];
        return section([head, ...linesThatFit(lines, 800)].join('\n'), overflow(actionIds.sequence.version, options));
      }),
      ...actions(
        null,
        [
          ...(shown.page > 0 ? [turn(shown.page - 1, 'Newer')] : []),
          ...(shown.page < shown.pages - 1 ? [turn(shown.page + 1, 'Older')] : []),
        ].map((one, index) => ({ ...one, action_id: `${one.action_id}#${index}` })),
      ),
    ],
  });
}

/** One version as it was: its terms, its steps and what they say. */
export function versionModal(
  { version: { definition, number }, sequence }: ComparedVersion,
  zone: string,
  at: string,
): ModalView {
  const inSection = Math.ceil(definition.steps.length / mostStepSections);
  const most = Math.floor(stepRoom / Math.max(1, inSection));
  const steps = definition.steps.map((step, index) =>
    [
      `*${index + 1}.*  ${bold(step.name ?? step.id, 80)}`,
      escaped(stepSummary(step, definition), 300),
      ...stepTexts(step, most - 450),
    ].join('\n'),
  );
  const chunks = Array.from({ length: Math.ceil(steps.length / Math.max(1, inSection)) }, (_, index) =>
    steps.slice(index * inSection, (index + 1) * inSection),
  );
  return modal({
    callbackId: callbackIds.shown,
    title: `Version ${number}`,
    close: 'Back',
    blocks: [
      section(bold(sequence.name, 160)),
      ...(definition.description ? [section(escaped(definition.description, 1000))] : []),
      ...context(
        caption(
          definition.zone === 'contact' ? 'the contact’s time zone' : 'the account’s time zone',
          `usually at ${definition.defaultTime}`,
          sequenceTerms(definition),
        ),
      ),
      ...chunks.map((chunk) => section(chunk.join('\n'))),
      ...context(`Published ${at} (${zone}).`),
    ],
  });
}

/** What a step says, whole where there is room for it: each of its texts has an equal share. */
function stepTexts(step: Step, room: number): string[] {
  const texts = textsInWords(step);
  const share = Math.floor(room / Math.max(1, texts.length)) - 30;
  if (share < leastOfText) return [];
  return texts.map(({ what, text }) =>
    text.includes('\n') || text.length > 100
      ? `_${escaped(what, 30)}:_\n${quoted(text, Math.max(leastOfText, share - 2 * text.split('\n', 40).length))}`
      : `_${escaped(what, 30)}:_ ${escaped(oneLine(text), share)}`,
  );
}

/** How a version differs from the present one. */
export function comparisonModal({ version, current, sequence, changes }: ComparedVersion): ModalView {
  return modal({
    callbackId: callbackIds.shown,
    title: `Version ${version.number}`,
    close: 'Back',
    blocks: [
      section(
        `${bold(sequence.name, 160)}: what version ${version.number} has that version ${current.number}, the present one, has not`,
      ),
      ...changeBlocks(changes.length === 0 ? ['Nothing: both say the same.'] : changes),
    ],
  });
}
