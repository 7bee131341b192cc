import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { ShownMember } from '../../app/posting/shown.js';
import type { EnrollForm, EnrollPerson, ShownEnroll } from '../../app/shown/enroll.js';
import { actionIds, callbackIds } from '../action-ids.js';
import { context, divider, input, modal, option, section } from './blocks.js';
import { type FilledNeed, readNeeds, reviewBlocks } from './enroll-review.js';
import { dateInput, select, textInput, timeInput, usersInput } from './inputs.js';
import { SLACK_LIMITS } from './limits.js';
import { previewDate, previewNote } from './preview.js';
import { readState } from './state.js';
import { andMore, bold, count, escaped, oneLine, person } from './text.js';

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

const mostDates = 60;

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

function formBlocks({ sequences, filled, chosen }: ShownEnroll): InputBlock[] {
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
    input(enrollBlocks.time, 'At', timeInput(filled.time, actionIds.enroll.time), { optional: true, dispatch: true }),
  ];
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
  const shown = lines.slice(0, mostDates).map(({ label, date }) => `${date}  ${escaped(oneLine(label), 80)}`);
  const text: string[] = [];
  for (const line of shown) {
    if (text.join('\n').length + line.length > SLACK_LIMITS.sectionText - 40) break;
    text.push(line);
  }
  const more = andMore(lines.length - text.length);
  return [
    divider,
    section(['*What they will get*', ...text, more].filter((line) => line !== '').join('\n')),
    ...context(previewNote(chosen.preview)),
  ];
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
  readonly people: readonly { readonly name: string; readonly email: string }[];
  /** Whose it is, where that is somebody else than the reader. */
  readonly from: ShownMember | null;
  /** `Email “Intro” on Thu 3 Dec, 10:00`. */
  readonly first: string | null;
  readonly notEnrolled: readonly { readonly email: string; readonly reason: string }[];
}

/** One text (mrkdwn) that says what an enrollment did. */
export function enrolledText({ sequenceName, people, from, first, notEnrolled }: EnrolledSummary): string {
  const who = people.length === 1 ? bold(people[0]?.name ?? '') : `*${count(people.length, 'person', 'people')}*`;
  const lines = [
    ...(people.length === 0
      ? []
      : [
          `Enrolled ${who} in ${bold(sequenceName)}${from === null ? '' : `, from ${person(from)}`}.${first === null ? '' : ` First: ${escaped(oneLine(first), 200)}.`}`,
        ]),
    ...notEnrolled
      .slice(0, 10)
      .map(({ email, reason }) => `Not ${escaped(email, 100)}: ${escaped(oneLine(reason), 120)}`),
    andMore(notEnrolled.length - 10),
  ];
  return lines.filter((line) => line !== '').join('\n');
}
