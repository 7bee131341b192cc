import type { KnownBlock } from '@slack/types';

import { counted } from '../../app/shown/counted.js';
import type { ShownSequence, ShownSequenceLine } from '../../app/shown/sequences.js';
import { stepLabel } from '../../domain/steps/step.js';
import { actionIds } from '../action-ids.js';
import { actions, button, context, type Drawn, header, section } from './blocks.js';
import { coachText } from './coach.js';
import { pageButtons, pageOf } from './paging.js';
import { previewDate, previewNote } from './preview.js';
import { sequenceTerms } from './sequence-terms.js';
import { stepSummary } from './step-summary.js';
import { bold, caption, escaped, oneLine } from './text.js';

const sequencesOnPage = 20;
const stepsOnPage = 40;

/** The answer to `list`; `page` counts from 0. */
export function sequenceListMessage(
  sequences: readonly ShownSequenceLine[],
  { mayEdit, page = 0 }: { readonly mayEdit: boolean; readonly page?: number },
): Drawn {
  const create = mayEdit ? actions(null, [button(actionIds.sequence.create, 'New sequence', 'list')]) : [];
  if (sequences.length === 0)
    return { text: 'No sequences yet', blocks: [section('There are no sequences yet.'), ...create] };
  const shown = pageOf(sequences, page, sequencesOnPage);
  return {
    text: counted(sequences.length, 'sequence'),
    blocks: [
      header(counted(sequences.length, 'sequence')),
      ...shown.items.map(sequenceLine),
      ...pageButtons(shown, 'sequences'),
      ...create,
    ],
  };
}

function sequenceLine({ id, name, slug, isPaused, steps, counts }: ShownSequenceLine): KnownBlock {
  const paused = isPaused ? ':double_vertical_bar: paused' : null;
  const people = `${counts.active} running, ${counts.paused} paused, ${counts.completed} completed, ${counts.exited} ended`;
  const text = `${bold(name, 160)}  \`${escaped(oneLine(slug).replaceAll('`', "'"), 160)}\`\n${caption(paused, escaped(steps), people)}`;
  return section(text, button(actionIds.sequence.open, 'Open', id));
}

/** The answer to `show`: every step with its time and the date an enrollment made now would get. */
export function sequenceMessage(shown: ShownSequence, page = 0): Drawn {
  const { definition, counts, preview, id } = shown;
  const steps = pageOf(definition.steps, page, stepsOnPage);
  const people = `${counts.active} running, ${counts.paused} paused, ${counts.completed} completed, ${counts.exited} ended`;
  return {
    text: `${escaped(oneLine(definition.name), 200)}: ${counted(definition.steps.length, 'step')}`,
    blocks: [
      header(definition.name),
      ...(definition.description ? [section(escaped(definition.description, 1000))] : []),
      ...context(
        caption(
          shown.isPaused && ':double_vertical_bar: paused',
          `version ${shown.version}`,
          definition.zone === 'contact' ? 'the contact’s time zone' : 'the account’s time zone',
          sequenceTerms(definition),
          people,
        ),
      ),
      ...(steps.total === 0 ? [section('No steps yet.')] : []),
      ...steps.items.map((step, index) => {
        const at = steps.first + index;
        return section(
          [
            `*${at + 1}.*  ${bold(stepLabel(step), 100)}  ${previewDate(preview, at)}`,
            escaped(stepSummary(step, definition), 500),
            `in commands \`${escaped(step.id, 100)}\``,
          ].join('\n'),
        );
      }),
      ...context(steps.total === 0 ? null : previewNote(preview, definition.zone)),
      ...(steps.page === 0 ? coachText(shown.remarks) : []),
      ...pageButtons(steps, `sequence/${id}`),
      ...actions(null, [
        button(actionIds.enroll.open, 'Enroll somebody', id, { style: 'primary' }),
        ...(shown.mayEdit ? changeButtons(shown) : []),
        button(actionIds.sequence.versions, 'Versions', id),
      ]),
    ],
  };
}

function changeButtons({ id, isPaused }: ShownSequence) {
  return [
    isPaused ? button(actionIds.sequence.resume, 'Resume', id) : button(actionIds.sequence.pause, 'Pause', id),
    button(actionIds.sequence.edit, 'Edit', id),
  ];
}
