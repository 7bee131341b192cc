import { sequenceLimits } from '../../../../domain/limits.js';
import { input } from '../../blocks.js';
import { textInput } from '../../inputs.js';
import type { KindForm } from '../kind-form.js';
import { sequenceMenu } from '../target-menus.js';
import { textOf } from '../text-fields.js';

const blocks = { reason: 'reason', moveTo: 'moveTo' } as const;

export const exitForm: KindForm = {
  fields: ({ file, sequences }) => [
    input(blocks.reason, 'Reason', textInput(textOf(file.reason), { max: sequenceLimits.lineLength }), {
      optional: true,
      hint: 'For your team, as in “no answer”.',
    }),
    input(blocks.moveTo, 'Goes on in', sequenceMenu(sequences, textOf(file.moveTo)), {
      optional: true,
      hint: 'Another sequence. Empty: in none.',
    }),
  ],
  // A menu that shows nothing chosen was emptied, or could not show the name: Slack sends both the same way.
  read: (state, base) => ({
    reason: state.text(blocks.reason) ?? undefined,
    moveTo: state.has(blocks.moveTo) ? (state.choice(blocks.moveTo) ?? undefined) : base.moveTo,
  }),
};
