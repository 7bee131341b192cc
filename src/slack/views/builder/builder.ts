import type { KnownBlock, ModalView } from '@slack/types';
import type { ShownBuilder, ShownBuilderStep } from '../../../app/shown/builder.js';
import { sequenceLimits } from '../../../domain/sequence/limits.js';
import { fallbackDefaultTime } from '../../../domain/sequence/sequence.js';
import { stepLabel } from '../../../domain/steps/step.js';
import { actionIds, callbackIds, choiceValue } from '../../action-ids.js';
import { actions, button, context, divider, input, modal, option, overflow, section } from '../blocks.js';
import { coachBlocks } from '../coach.js';
import { radio, textInput, timeInput } from '../inputs.js';
import { builderPages, pageButtons, pageOf } from '../paging.js';
import { previewDate, previewNote } from '../preview.js';
import { readState } from '../state.js';
import { stepSummary } from '../step-summary.js';
import { bold, escaped, oneLine } from '../text.js';

/** Input blocks of the builder: paths of the sequence file, numbered by {@link builderBlockId}. */
export const builderBlocks = { name: 'name', zone: 'zone', defaultTime: 'defaultTime' } as const;

/**
 * Slack keeps what was typed while a block's id stays, whatever an update says. When the draft was changed in another
 * window its own values are to be seen, so the ids change with `inputs`.
 */
export function builderBlockId(block: keyof typeof builderBlocks, inputs: number): string {
  return `${builderBlocks[block]}.${inputs}`;
}

export const builderStepsOnPage = 40;

/** The builder's first view: the sequence and its steps, each with the date an enrollment made now would get. */
export function builderModal(shown: ShownBuilder): ModalView {
  const { draftId, revision, inputs, preview, problem, notice } = shown;
  const page = pageOf(shown.steps, shown.page, builderStepsOnPage);
  const room = shown.steps.length < sequenceLimits.steps;
  return modal({
    callbackId: callbackIds.builder,
    title: 'Sequence',
    submit: 'Publish',
    close: 'Close',
    metadata: { draftId, revision, page: page.page, inputs },
    blocks: [
      ...(notice === null ? [] : [section(`:information_source: ${escaped(oneLine(notice), 600)}`)]),
      ...headInputs(shown),
      divider,
      // What is wrong above stands at its field.
      ...(problem === null ? [] : [section(`:warning: ${escaped(oneLine(problem), 600)}`)]),
      ...(page.total === 0
        ? [section('*No steps yet.* Add the first one: a mail, a task for the owner, or a wait.')]
        : [section('*Steps*'), ...page.items.map((one, index) => stepBlock(one, page.first + index, shown))]),
      ...context(page.total === 0 ? null : previewNote(preview, shown.zone)),
      ...pageButtons(page, draftId, builderPages),
      ...(room
        ? actions('add', [
            button(actionIds.builder.addEmail, 'Add email', draftId),
            button(actionIds.builder.addTask, 'Add task', draftId),
            button(actionIds.builder.addDelay, 'Add delay', draftId),
          ])
        : context(`A sequence has at most ${sequenceLimits.steps} steps.`)),
      ...coachBlocks(shown.remarks),
      ...context(page.total === 0 ? null : 'Closing keeps this draft: the next `new` offers it to you.'),
    ],
  });
}

function headInputs({ name, zone, defaultTime, inputs }: ShownBuilder): KnownBlock[] {
  const zones = [option('The account’s', 'account'), option('The contact’s own, where it is known', 'contact')];
  return [
    input(
      builderBlockId('name', inputs),
      'Name',
      textInput(name, { placeholder: 'SaaS outbound', max: sequenceLimits.nameLength }),
    ),
    input(builderBlockId('zone', inputs), 'Time zone', radio(actionIds.builder.zone, zones, zone), { dispatch: true }),
    input(
      builderBlockId('defaultTime', inputs),
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
    `*${index + 1}.*  ${bold(stepLabel(step), 80)}  ${previewDate(shown.preview, index)}`,
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

/** Reads `view.state.values` of a builder with these `inputs`. */
export function readBuilderForm(values: unknown, inputs: number): BuilderForm {
  const state = readState(values);
  return {
    name: state.text(builderBlockId('name', inputs)) ?? '',
    zone: state.choice(builderBlockId('zone', inputs)) === 'contact' ? 'contact' : 'account',
    defaultTime: state.choice(builderBlockId('defaultTime', inputs)),
  };
}
