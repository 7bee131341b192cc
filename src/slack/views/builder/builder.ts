import type { KnownBlock, ModalView } from '@slack/types';
import type { ShownBuilder, ShownBuilderStep } from '../../../app/shown/builder.js';
import { counted } from '../../../app/shown/counted.js';
import { kindNouns } from '../../../app/shown/stepNames.js';
import { sequenceLimits } from '../../../domain/limits.js';
import { fallbackDefaultTime, type SequenceType, sequenceTypes } from '../../../domain/sequence/sequence.js';
import { kindsIn } from '../../../domain/steps/kinds.js';
import { stepLabel } from '../../../domain/steps/step.js';
import { actionIds, callbackIds, choiceValue, numbered } from '../../action-ids.js';
import { actions, button, context, divider, input, modal, option, overflow, section } from '../blocks.js';
import { coachBlocks } from '../coach.js';
import { radio, textInput, timeInput } from '../inputs.js';
import { builderPages, pageButtons, pageOf } from '../paging.js';
import { previewDate, previewNote } from '../preview.js';
import { sequenceTerms } from '../sequence-terms.js';
import { readState } from '../state.js';
import { stepSummary } from '../step-summary.js';
import { bold, escaped, oneLine } from '../text.js';
import { branchWays } from './branch-ways.js';

/** Input blocks of the builder: paths of the sequence file, numbered by {@link builderBlockId}. */
export const builderBlocks = { name: 'name', type: 'type', zone: 'zone', defaultTime: 'defaultTime' } as const;

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
    submit: shown.editing === null ? 'Publish' : 'Review',
    close: 'Close',
    metadata: { draftId, revision, page: page.page, inputs, advice: shown.advice },
    blocks: [
      ...(notice === null ? [] : [section(`:information_source: ${escaped(oneLine(notice), 600)}`)]),
      ...editingNote(shown),
      ...headInputs(shown),
      ...settingsLine(shown),
      divider,
      // What is wrong above stands at its field.
      ...(problem === null ? [] : [section(`:warning: ${escaped(oneLine(problem), 600)}`)]),
      ...(page.total === 0
        ? [section('*No steps yet.* Add the first one: a mail, a task, …')]
        : [section('*Steps*'), ...page.items.map((one, index) => stepBlock(one, page.first + index, shown))]),
      ...context(page.total === 0 ? null : previewNote(preview, shown.zone)),
      ...pageButtons(page, draftId, builderPages),
      ...(room ? addButtons(shown) : context(`A sequence has at most ${sequenceLimits.steps} steps.`)),
      ...coachBlocks(shown.remarks, shown.advice),
      ...context(page.total === 0 ? null : keptNote(shown)),
    ],
  });
}

/** A button for each kind that this type of sequence has; those that nothing carries stand below, with the reason. */
function addButtons({ type, unavailable }: ShownBuilder): KnownBlock[] {
  const kinds = kindsIn(type);
  const missing = kinds.flatMap((kind) => {
    const reason = unavailable[kind];
    return reason === undefined ? [] : [`${kindNouns[kind]} (${escaped(reason, 200)})`];
  });
  return [
    ...actions(
      'add',
      kinds
        .filter((kind) => unavailable[kind] === undefined)
        .map((kind, index) => button(numbered(actionIds.builder.add, index), `Add ${kindNouns[kind]}`, kind)),
    ),
    ...context(missing.length === 0 ? null : `Not to be had here: ${missing.join(', ')}.`),
  ];
}

function keptNote({ editing }: ShownBuilder): string {
  if (editing === null) return 'Closing keeps this draft: the next `new` offers it to you.';
  return 'Closing keeps this draft: the next `edit` offers it to you. Nobody gets any of it before you publish.';
}

/** Which live sequence this is a draft of, and who else has one. */
function editingNote({ editing }: ShownBuilder): KnownBlock[] {
  if (editing === null) return [];
  const { name, version, people, others } = editing;
  const also = others.map((one) => `${escaped(oneLine(one.name), 80)} has a draft of it too, changed ${one.at}.`);
  return [
    section(`Editing ${bold(name, 160)}, version ${version}, with ${counted(people, 'person', 'people')} in it.`),
    ...context(...also),
  ];
}

function headInputs({ name, type, zone, defaultTime, inputs, steps, editing }: ShownBuilder): KnownBlock[] {
  const types = [
    option('Steps follow each other', 'step', 'Each counts from the one before'),
    option('Steps stand on dates', 'date', 'A date, or one of the contact such as a renewal'),
  ];
  const zones = [option('The account’s', 'account'), option('The contact’s own, where it is known', 'contact')];
  return [
    input(
      builderBlockId('name', inputs),
      'Name',
      textInput(name, { placeholder: 'SaaS outbound', max: sequenceLimits.nameLength }),
    ),
    // Neither can be turned into the other.
    ...(steps.length === 0 && editing === null
      ? [
          input(builderBlockId('type', inputs), 'Kind of sequence', radio(actionIds.builder.type, types, type), {
            dispatch: true,
          }),
        ]
      : []),
    input(builderBlockId('zone', inputs), 'Time zone', radio(actionIds.builder.zone, zones, zone), { dispatch: true }),
    input(
      builderBlockId('defaultTime', inputs),
      'Usual time',
      timeInput(defaultTime ?? fallbackDefaultTime, actionIds.builder.defaultTime),
      { optional: true, dispatch: true, hint: 'For steps without a time of their own.' },
    ),
  ];
}

function settingsLine({ settings, draftId }: ShownBuilder): KnownBlock[] {
  if (settings === null) return [];
  const description = escaped(oneLine(settings.description ?? ''), 300);
  const terms = sequenceTerms(settings);
  const shown = escaped(`${terms[0]?.toUpperCase() ?? ''}${terms.slice(1)}`, 600);
  const lines = [description, shown].filter((line) => line !== '');
  return [section(lines.join('\n'), button(actionIds.builder.settings, 'Settings', draftId))];
}

function stepBlock({ step, problem }: ShownBuilderStep, index: number, shown: ShownBuilder): KnownBlock {
  const all = shown.steps.map((one) => one.step);
  const defaultTime = shown.defaultTime ?? fallbackDefaultTime;
  const lines = [
    `*${index + 1}.*  ${bold(stepLabel(step), 80)}  ${previewDate(shown.preview, index)}`,
    ...(step.kind === 'branch'
      ? branchWays(step, all, shown.preview)
      : [escaped(stepSummary(step, { steps: all, defaultTime }), 500)]),
    ...(problem === null ? [] : [`:warning: ${escaped(oneLine(problem), 300)}`]),
  ];
  const options = [
    option('Edit', choiceValue('edit', step.id)),
    ...(index > 0 ? [option('Move up', choiceValue('up', step.id))] : []),
    ...(index < all.length - 1 ? [option('Move down', choiceValue('down', step.id))] : []),
    option('Copy', choiceValue('copy', step.id)),
    option('Remove', choiceValue('remove', step.id)),
  ];
  return section(lines.join('\n'), overflow(actionIds.builder.step, options));
}

/** What the builder's own fields hold, as keys of the sequence file. */
export interface BuilderForm {
  readonly name: string;
  /** Undefined where it is not asked for. */
  readonly type?: SequenceType;
  readonly zone: 'account' | 'contact';
  readonly defaultTime: string | null;
}

/** Reads `view.state.values` of a builder with these `inputs`. */
export function readBuilderForm(values: unknown, inputs: number): BuilderForm {
  const state = readState(values);
  const type = sequenceTypes.find((one) => one === state.choice(builderBlockId('type', inputs)));
  return {
    ...(type === undefined ? {} : { type }),
    name: state.text(builderBlockId('name', inputs)) ?? '',
    zone: state.choice(builderBlockId('zone', inputs)) === 'contact' ? 'contact' : 'account',
    defaultTime: state.choice(builderBlockId('defaultTime', inputs)),
  };
}
