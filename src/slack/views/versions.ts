import type { ModalView } from '@slack/types';
import type { ComparedVersion, SequenceVersions } from '../../app/sequences/listVersions.js';
import { shortTime } from '../../app/shown/clocks.js';
import { actionIds, callbackIds, choiceValue } from '../action-ids.js';
import { actions, button, context, modal, option, overflow, section } from './blocks.js';
import { pageOf } from './paging.js';
import { stepSummary } from './step-summary.js';
import { bold, escaped, linesThatFit, oneLine } from './text.js';

const versionsOnPage = 20;

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

/** One version's steps, as it was. */
export function versionModal(
  { version: { definition, number }, sequence }: ComparedVersion,
  zone: string,
  at: string,
): ModalView {
  const lines = definition.steps.map(
    (step, index) =>
      `*${index + 1}.*  ${bold(step.name ?? step.id, 80)}\n${escaped(stepSummary(step, definition), 300)}`,
  );
  const chunks = Array.from({ length: Math.ceil(lines.length / 5) }, (_, index) =>
    lines.slice(index * 5, index * 5 + 5),
  );
  return modal({
    callbackId: callbackIds.shown,
    title: `Version ${number}`,
    close: 'Back',
    blocks: [
      section(bold(sequence.name, 160)),
      ...chunks.map((chunk) => section(chunk.join('\n'))),
      ...context(`Published ${at} (${zone}).`),
    ],
  });
}

/** How a version differs from the present one. */
export function comparisonModal({ version, current, sequence, changes }: ComparedVersion): ModalView {
  const lines = changes.map((line) => `•  ${escaped(oneLine(line), 300)}`);
  return modal({
    callbackId: callbackIds.shown,
    title: `Version ${version.number}`,
    close: 'Back',
    blocks: [
      section(
        `${bold(sequence.name, 160)}: what version ${version.number} has that version ${current.number}, the present one, has not`,
      ),
      section(lines.length === 0 ? 'Nothing: both say the same.' : linesThatFit(lines, 2800).join('\n')),
    ],
  });
}
