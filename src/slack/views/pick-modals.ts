import type { ModalView } from '@slack/types';
import { actionIds, callbackIds } from '../action-ids.js';
import { input, modal, option } from './blocks.js';
import { select, textInput } from './inputs.js';
import { readState } from './state.js';

export interface NamedThing {
  readonly id: string;
  readonly name: string;
}

export const pickSequenceBlocks = { sequence: 'sequence' } as const;

/** Asks for a sequence, for a command that was given none. `then` is the command's verb. */
export function pickSequenceModal(sequences: readonly NamedThing[], then: string): ModalView {
  return modal({
    callbackId: callbackIds.pickSequence,
    title: 'Which sequence?',
    submit: 'Next',
    metadata: { then },
    blocks: [input(pickSequenceBlocks.sequence, 'Sequence', sequenceMenu(sequences, null))],
  });
}

export function readPickedSequence(values: unknown): string | null {
  return readState(values).choice(pickSequenceBlocks.sequence);
}

/** What the test modal holds; `steps` are those of the chosen sequence. */
export interface ShownTest {
  readonly sequences: readonly NamedThing[];
  readonly sequenceId: string | null;
  readonly steps: readonly { readonly id: string; readonly label: string }[];
  readonly stepId: string | null;
}

export const testBlocks = { sequence: 'sequence', email: 'email' } as const;

/** Another sequence's step is not kept as a choice: the block is another one. */
function testStepBlockId(sequenceId: string | null): string {
  return `step:${sequenceId}`;
}

/** Which step to send to oneself, with whose data. */
export function testModal({ sequences, sequenceId, steps, stepId }: ShownTest): ModalView {
  const labels = steps.map(({ id, label }, index) => option(`${index + 1}. ${label}`, id));
  return modal({
    callbackId: callbackIds.test,
    title: 'Send a test',
    submit: 'Send to me',
    blocks: [
      input(testBlocks.sequence, 'Sequence', sequenceMenu(sequences, sequenceId), { dispatch: true }),
      ...(steps.length === 0
        ? []
        : [
            input(
              testStepBlockId(sequenceId),
              'Step',
              select(actionIds.enroll.step, labels, stepId ?? steps[0]?.id ?? null, 'Step'),
            ),
          ]),
      input(testBlocks.email, 'With the data of', textInput(null, { max: 254, placeholder: 'ada@example.com' }), {
        optional: true,
        hint: 'A contact’s address. Empty: made-up data.',
      }),
    ],
  });
}

export function readTestForm(values: unknown): {
  readonly sequenceId: string | null;
  readonly stepId: string | null;
  readonly email: string | null;
} {
  const state = readState(values);
  const sequenceId = state.choice(testBlocks.sequence);
  return {
    sequenceId,
    stepId: state.choice(testStepBlockId(sequenceId)),
    email: state.text(testBlocks.email),
  };
}

function sequenceMenu(sequences: readonly NamedThing[], chosen: string | null) {
  const options = sequences.map(({ id, name }) => option(name, id));
  return select(actionIds.enroll.sequence, options, chosen, 'Choose a sequence');
}
