import type { KnownBlock, ModalView } from '@slack/types';
import type { SettingsFile } from '../../../app/sequences/draftSettings.js';
import type { ShownSettingsForm } from '../../../app/shown/builder.js';
import { isObject } from '../../../domain/sequence/problems.js';
import { defaultExitOn, exitEvents, type SequenceType } from '../../../domain/sequence/sequence.js';
import { actionIds, callbackIds } from '../../action-ids.js';
import { input, modal, option, section } from '../blocks.js';
import { checkboxes, numberInput, radio, textInput, timeInput } from '../inputs.js';
import { type FormState, readState } from '../state.js';
import { escaped, oneLine } from '../text.js';
import { longText, readLongText, textOf } from './text-fields.js';
import { chosenWeekdays, dayOptions } from './weekday-options.js';
import { readNumber } from './when-fields.js';

/** Input blocks of a sequence's settings: paths of the sequence file, or just below one. */
const blocks = {
  description: 'description',
  days: 'window.days',
  from: 'window.from',
  to: 'window.to',
  skip: 'window.skip',
  holidays: 'window.holidays',
  count: 'count',
  reenroll: 'reenroll.rule',
  reenrollDays: 'reenroll.days',
  exitOn: 'exitOn',
} as const;

/** The block that problems of no other field stand at. */
export const settingsFallback = blocks.days;

const mostReenrollDays = 99_999;

/** What holds for all steps of a sequence, pushed over the builder. */
export function settingsFormModal(form: ShownSettingsForm): ModalView {
  const { draftId, revision, below, notice, type, file } = form;
  return modal({
    callbackId: callbackIds.sequenceSettings,
    title: 'Settings',
    submit: 'Save settings',
    close: 'Back',
    metadata: { draftId, revision, ...below },
    blocks: [
      ...(notice === null ? [] : [section(`:information_source: ${escaped(oneLine(notice), 600)}`)]),
      ...longText(blocks.description, 'Description', textOf(file.description), true),
      ...windowFields(isObject(file.window) ? file.window : {}),
      ...(type === 'date' ? [] : [countField(file.count)]),
      ...reenrollFields(file.reenroll),
      exitField(file.exitOn),
    ],
  });
}

function windowFields({ days, from, to, skip, holidays }: Readonly<Record<string, unknown>>): KnownBlock[] {
  return [
    input(blocks.days, 'Goes out only on', checkboxes(actionIds.field, dayOptions, chosenWeekdays(days)), {
      optional: true,
      hint: 'None: on every day. This and what follows holds for what reaches people: mails, texts, tasks, cards, parcels.',
    }),
    input(blocks.from, 'From', timeInput(textOf(from)), { optional: true, hint: 'Empty: from midnight.' }),
    input(blocks.to, 'Until', timeInput(textOf(to)), {
      optional: true,
      hint: 'Empty: until midnight. At this time it is shut already.',
    }),
    ...longText(blocks.skip, 'Closed on', datesText(skip), true),
    input(blocks.holidays, 'Public holidays', textInput(textOf(holidays), { placeholder: 'US or US-CA', max: 20 }), {
      optional: true,
      hint: 'Closed on those of this country, or of a region in it: US, US-CA, DE-BY. Empty: open.',
    }),
  ];
}

/** One a line. */
function datesText(dates: unknown): string | null {
  return Array.isArray(dates) && dates.length > 0 ? dates.map(String).join('\n') : null;
}

function countField(count: unknown): KnownBlock {
  const options = [
    option('When the step before was really over', 'fired'),
    option('The time it was planned for', 'planned', 'A shut window does not shift all that follows'),
  ];
  const chosen = count === 'planned' ? 'planned' : 'fired';
  return input(blocks.count, 'Days and delays count from', radio(actionIds.field, options, chosen));
}

function reenrollFields(reenroll: unknown): KnownBlock[] {
  const { rule, days } = reenrollOf(reenroll);
  const options = [
    option('Never', 'never'),
    option('Always', 'always'),
    option('After some days', 'after', 'Counted from when they left or finished'),
  ];
  return [
    input(blocks.reenroll, 'May people come in again', radio(actionIds.builder.reenroll, options, rule), {
      dispatch: true,
    }),
    ...(rule === 'after' ? [input(blocks.reenrollDays, 'After days', numberInput(days, 1, mostReenrollDays))] : []),
  ];
}

/** "after 90 days" in its parts; without its number where that is not filled in. */
function reenrollOf(text: unknown): { readonly rule: string; readonly days: number | null } {
  if (typeof text !== 'string' || !text.startsWith('after'))
    return { rule: text === 'always' ? text : 'never', days: null };
  const days = Number.parseInt(text.split(' ')[1] ?? '', 10);
  return { rule: 'after', days: Number.isInteger(days) ? days : null };
}

function exitField(exitOn: unknown): KnownBlock {
  const options = [option('A reply', 'reply'), option('A booked meeting', 'meeting-booked')];
  return input(blocks.exitOn, 'What ends it', checkboxes(actionIds.field, options, exitsOf(exitOn)), {
    optional: true,
    hint: 'An unsubscribe and a bounce always do.',
  });
}

function exitsOf(exitOn: unknown): readonly string[] {
  return Array.isArray(exitOn) ? exitOn.filter((event) => typeof event === 'string') : defaultExitOn;
}

/** Reads `view.state.values` over the settings as they were; what makes no sense is left for the parser to refuse. */
export function readSettingsForm(type: SequenceType, values: unknown, base: SettingsFile): SettingsFile {
  const state = readState(values);
  return {
    description: readLongText(state, blocks.description, base.description),
    window: readWindow(state, isObject(base.window) ? base.window : {}),
    count: type === 'date' ? base.count : state.choice(blocks.count) === 'planned' ? 'planned' : undefined,
    reenroll: readReenroll(state),
    exitOn: readExits(state, base.exitOn),
  };
}

function readWindow(state: FormState, base: Readonly<Record<string, unknown>>): SettingsFile['window'] {
  const days = chosenWeekdays(state.choices(blocks.days));
  const skip = state.has(blocks.skip) ? state.text(blocks.skip)?.split(/[\s,;]+/) : base.skip;
  const window = {
    days: days.length === 0 ? undefined : days,
    from: state.choice(blocks.from) ?? undefined,
    to: state.choice(blocks.to) ?? undefined,
    skip,
    holidays: state.text(blocks.holidays)?.toUpperCase(),
  };
  const given = Object.entries(window).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function readReenroll(state: FormState): string | undefined {
  const rule = state.choice(blocks.reenroll);
  if (rule !== 'after') return rule === 'always' ? rule : undefined;
  const days = readNumber(state, blocks.reenrollDays);
  return `after ${days ?? ''} ${days === 1 ? 'day' : 'days'}`;
}

/** Those that always end it stay named where they were. */
function readExits(state: FormState, base: unknown): readonly string[] | undefined {
  const named = exitsOf(base).filter((event) => event !== 'reply' && event !== 'meeting-booked');
  const chosen = [...state.choices(blocks.exitOn), ...named];
  const exits = exitEvents.filter((event) => chosen.includes(event));
  return exits.join() === defaultExitOn.join() ? undefined : exits;
}
