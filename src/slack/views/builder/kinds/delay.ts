import { sequenceLimits } from '../../../../domain/limits.js';
import { parseDuration } from '../../../../domain/sequence/when.js';
import { input } from '../../blocks.js';
import { numberInput } from '../../inputs.js';
import type { KindForm } from '../kind-form.js';
import { readNumber, unitMenu } from '../when-fields.js';

const blocks = { amount: 'for.amount', unit: 'for.unit' } as const;

export const delayForm: KindForm = {
  fields: ({ file }) => {
    const wait = typeof file.for === 'string' ? parseDuration(file.for) : null;
    const units = unitMenu(['days', 'hours', 'minutes'], wait?.unit ?? 'days');
    return [
      input(blocks.amount, 'Wait', numberInput(wait?.amount ?? null, 0, sequenceLimits.minutes)),
      input(blocks.unit, 'Minutes, hours or days', units),
    ];
  },
  read: (state) => ({
    for: `${readNumber(state, blocks.amount) ?? ''} ${state.choice(blocks.unit) ?? 'days'}`.trim(),
  }),
};
