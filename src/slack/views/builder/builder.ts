import type { KnownBlock, ModalView } from '@slack/types';
import type { ShownBuilder, ShownBuilderStep } from '../../../app/shown/builder.js';
import { sequenceLimits } from '../../../domain/sequence/limits.js';
import { fallbackDefaultTime } from '../../../domain/sequence/sequence.js';
import { actionIds, callbackIds, choiceValue } from '../../action-ids.js';
import { actions, button, context, divider, input, modal, option, overflow, section } from '../blocks.js';
import { radio, textInput, timeInput } from '../inputs.js';
import { builderPages, pageButtons, pageOf } from '../paging.js';
import { previewDate, previewNote } from '../preview.js';
import { readState } from '../state.js';
import { stepSummary } from '../step-summary.js';
import { bold, escaped, oneLine } from '../text.js';

/** Input blocks of the builder; their ids are the paths of the sequence file. */
export const builderBlocks = { name: 'name', zone: 'zone', defaultTime: 'defaultTime' } as const;

const stepsOnPage = 40;

/** The builder's first view: the sequence and its steps, each with the date an enrollment made now would get. */
export function builderModal(shown: ShownBuilder): ModalView {
  const { draftId, preview, problem } = shown;
  const page = pageOf(shown.steps, shown.page, stepsOnPage);
  const room = shown.steps.length < sequenceLimits.steps;
  return modal({
    callbackId: callbackIds.builder,
    title: 'Sequence',
    submit: 'Publish',
    close: 'Close',
    metadata: { draftId, page: page.page },
    blocks: [
      ...(problem === null ? [] : [section(`:warning: ${escaped(oneLine(problem), 600)}`)]),
      ...headInputs(shown),
      divider,
      ...(page.total === 0
        ? [section('*No steps yet.* Add the first one: a mail, a task for the owner, or a wait.')]
        : [section('*Steps*'), ...page.items.map((one, index) => stepBlock(one, page.first + index, shown))]),
      ...context(page.total === 0 ? null : previewNote(preview)),
      ...pageButtons(page, draftId, builderPages),
      ...(room
        ? actions('add', [
            button(actionIds.builder.addEmail, 'Add email', draftId),
            button(actionIds.builder.addTask, 'Add task', draftId),
            button(actionIds.builder.addDelay, 'Add delay', draftId),
          ])
        : context(`A sequence has at most ${sequenceLimits.steps} steps.`)),
    ],
  });
}

function headInputs({ name, zone, defaultTime }: ShownBuilder): KnownBlock[] {
  const zones = [option('The account’s', 'account'), option('The contact’s own, where it is known', 'contact')];
  return [
    input(
      builderBlocks.name,
      'Name',
      textInput(name, { placeholder: 'SaaS outbound', max: sequenceLimits.nameLength }),
    ),
    input(builderBlocks.zone, 'Time zone', radio(actionIds.builder.zone, zones, zone), { dispatch: true }),
    input(
      builderBlocks.defaultTime,
      'Usual time',
      timeInput(defaultTime ?? fallbackDefaultTime, actionIds.builder.defaultTime),
      { optional: true, dispatch: true, hint: 'For steps without a time of their own.' },
    ),
  ];
}

function stepBlock({ step, problem }: ShownBuilderStep, index: number, shown: ShownBuilder): KnownBlock {
  const all = shown.steps.map((one) => one.step);
  const defaultTime = shown.defaultTime ?? fallbackDefaultTime;
  const lines = [
    `*${index + 1}.*  ${bold(step.name ?? step.id, 80)}  ${previewDate(shown.preview, index)}`,
    escaped(stepSummary(step, { steps: all, defaultTime }), 500),
    ...(problem === null ? [] : [`:warning: ${escaped(oneLine(problem), 300)}`]),
  ];
  const options = [
    option('Edit', choiceValue('edit', step.id)),
    ...(index > 0 ? [option('Move up', choiceValue('up', step.id))] : []),
    ...(index < all.length - 1 ? [option('Move down', choiceValue('down', step.id))] : []),
    option('Remove', choiceValue('remove', step.id)),
  ];
  return section(lines.join('\n'), overflow(actionIds.builder.step, options));
}

/** What the builder's own fields hold, as keys of the sequence file. */
export interface BuilderForm {
  readonly name: string;
  readonly zone: 'account' | 'contact';
  readonly defaultTime: string | null;
}

/** Reads `view.state.values` of the builder. */
export function readBuilderForm(values: unknown): BuilderForm {
  const state = readState(values);
  return {
    name: state.text(builderBlocks.name) ?? '',
    zone: state.choice(builderBlocks.zone) === 'contact' ? 'contact' : 'account',
    defaultTime: state.choice(builderBlocks.defaultTime),
  };
}
