import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { ShownMember } from '../../app/posting/shown.js';
import { aheadOf, placeOf } from '../../app/shown/clocks.js';
import { counted } from '../../app/shown/counted.js';
import type { EnrollForm, EnrollPerson, ShownEnroll } from '../../app/shown/enroll.js';
import { actionIds, callbackIds } from '../action-ids.js';
import { context, divider, input, modal, option, section } from './blocks.js';
import { type FilledNeed, readNeeds, reviewBlocks } from './enroll-review.js';
import { dateInput, select, textInput, timeInput, usersInput } from './inputs.js';
import { SLACK_LIMITS } from './limits.js';
import { previewDate, previewNote } from './preview.js';
import { readState } from './state.js';
import { bold, escaped, linesThatFit, oneLine, person } from './text.js';

export const enrollBlocks = {
  addresses: 'addresses',
  sequence: 'sequence',
  owner: 'owner',
  date: 'date',
  time: 'time',
} as const;

/** Another sequence's step is not kept as a choice: the block is another one. */
export function stepBlockId(sequenceId: string): string {
  return `step:${sequenceId}`;
}

/**
 * The enroll modal. It stays one view: the first submission adds what stands in the way and asks for missing fields, the
 * second one confirms. `metadata.key` is the review that the person has seen.
 */
export function enrollModal(shown: ShownEnroll): ModalView {
  const { review } = shown;
  return modal({
    callbackId: callbackIds.enroll,
    title: 'Enroll',
    submit: review === null ? 'Enroll' : confirmLabel(review.people),
    metadata: { key: review?.key ?? null },
    blocks: [...(review === null ? [] : reviewBlocks(review.people)), ...formBlocks(shown), ...previewBlocks(shown)],
  });
}

function confirmLabel(people: readonly EnrollPerson[]): string {
  const able = people.filter((person) => person.verdict !== 'blocked').length;
  return able === 0 ? 'Check again' : `Enroll ${able === 1 ? '1 person' : `${able} people`}`;
}

function formBlocks({ sequences, filled, chosen, clock }: ShownEnroll): InputBlock[] {
  const steps = chosen?.steps ?? [];
  return [
    input(
      enrollBlocks.addresses,
      'Who',
      textInput(filled.addresses, { multiline: true, placeholder: 'ada@example.com, ben@example.com' }),
      { hint: 'One or more e-mail addresses.' },
    ),
    input(
      enrollBlocks.sequence,
      'Sequence',
      select(
        actionIds.enroll.sequence,
        sequences.map(({ id, name }) => option(name, id)),
        filled.sequenceId,
        'Choose a sequence',
      ),
      { dispatch: true },
    ),
    input(enrollBlocks.owner, 'From', usersInput(filled.owner, actionIds.enroll.owner), {
      optional: true,
      hint: 'Mails come from them, tasks go to them. Empty: from each contact’s owner, or from you.',
    }),
    ...(steps.length > 1
      ? [
          input(
            stepBlockId(chosen?.id ?? ''),
            'Begin with',
            select(
              actionIds.enroll.step,
              steps.map(({ id, label }, index) => option(`${index + 1}. ${label}`, id)),
              filled.stepId,
              'The first step',
            ),
            { optional: true, dispatch: true },
          ),
        ]
      : []),
    input(enrollBlocks.date, 'On', dateInput(filled.date, actionIds.enroll.date), {
      optional: true,
      dispatch: true,
      hint: 'Empty: now.',
    }),
    input(enrollBlocks.time, 'At', timeInput(filled.time, actionIds.enroll.time), {
      optional: true,
      dispatch: true,
      hint: clockHint(clock),
    }),
  ];
}

/** Whose clock a date and its time are read on. */
function clockHint({ zone, reader, now }: ShownEnroll['clock']): string {
  const ahead = aheadOf(now, zone, reader);
  return ahead === null
    ? 'On the account’s clock, which is yours too.'
    : `On the account’s clock in ${placeOf(zone)}, ${ahead} yours.`;
}

function previewBlocks({ chosen, filled }: ShownEnroll): KnownBlock[] {
  if (chosen === null || chosen.steps.length === 0) return [];
  const from = Math.max(
    0,
    chosen.steps.findIndex(({ id }) => id === filled.stepId),
  );
  const lines = chosen.steps
    .map(({ label }, index) => ({ label, date: previewDate(chosen.preview, index) }))
    .slice(from);
  const dates = lines.map(({ label, date }) => `${date}  ${escaped(oneLine(label), 80)}`);
  const text = linesThatFit(dates, SLACK_LIMITS.sectionText - 40);
  return [divider, section(['*What they will get*', ...text].join('\n')), ...context(previewNote(chosen.preview))];
}

/** What the enroll modal holds. */
export interface FilledEnroll {
  readonly form: EnrollForm;
  readonly needs: readonly FilledNeed[];
}

/** Reads `view.state.values` of the enroll modal. */
export function readEnrollForm(values: unknown): FilledEnroll {
  const state = readState(values);
  const blockIds = typeof values === 'object' && values !== null ? Object.keys(values) : [];
  const sequenceId = state.choice(enrollBlocks.sequence);
  return {
    form: {
      addresses: state.text(enrollBlocks.addresses) ?? '',
      sequenceId,
      owner: state.choice(enrollBlocks.owner),
      stepId: sequenceId === null ? null : state.choice(stepBlockId(sequenceId)),
      date: state.choice(enrollBlocks.date),
      time: state.choice(enrollBlocks.time),
    },
    needs: readNeeds(state, blockIds),
  };
}

/** What was done: who was enrolled, with the date of the first step. Plain texts. */
export interface EnrolledSummary {
  readonly sequenceName: string;
  /** With the date of each one's first step: `Intro on Thu 3 Dec, 10:00`. */
  readonly people: readonly { readonly name: string; readonly email: string; readonly first: string | null }[];
  /** Whose it is, where that is somebody else than the reader. */
  readonly from: ShownMember | null;
  /** The same of all of them: `Intro on Thu 3 Dec, 10:00 to Fri 4 Dec, 09:00`. */
  readonly first: string | null;
  /** Reasons go on with the address as their subject. */
  readonly notEnrolled: readonly { readonly email: string; readonly reason: string }[];
}

/** So many people have a line each. */
const mostListed = 3;

/** One text (mrkdwn) that says what an enrollment did. */
export function enrolledText({ sequenceName, people, from, first, notEnrolled }: EnrolledSummary): string {
  const who = people.length === 1 ? bold(people[0]?.name ?? '') : `*${counted(people.length, 'person', 'people')}*`;
  const whose = from === null ? '' : `, from ${person(from)}`;
  const isListed = people.length > 1 && people.length <= mostListed;
  const when = isListed || first === null ? '' : ` First: ${escaped(oneLine(first), 200)}.`;
  const lines = [
    ...(people.length === 0 ? [] : [`Enrolled ${who} in ${bold(sequenceName)}${whose}.${when}`]),
    ...(isListed ? people.map(firstOf) : []),
    ...notEnrolled.map(({ email, reason }) => `Not enrolled: ${escaped(email, 80)} ${escaped(oneLine(reason), 200)}`),
  ];
  // A mark and how many are left come to the section too.
  return linesThatFit(lines, SLACK_LIMITS.sectionText - 60).join('\n');
}

function firstOf({ name, first }: EnrolledSummary['people'][number]): string {
  return `•  ${bold(name, 100)}${first === null ? '' : `: ${escaped(oneLine(first), 150)}`}`;
}
