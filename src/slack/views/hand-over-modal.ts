import type { ModalView } from '@slack/types';
import { counted } from '../../app/shown/counted.js';
import { callbackIds } from '../action-ids.js';
import { context, input, modal, section } from './blocks.js';
import { usersInput } from './inputs.js';
import { readState } from './state.js';
import { escaped, oneLine } from './text.js';

export const handOverBlocks = { to: 'to' } as const;

/** Asks to whom somebody's open tasks go. */
export function handOverModal(from: { readonly id: string; readonly name: string }, tasks: number): ModalView {
  return modal({
    callbackId: callbackIds.handOver,
    title: 'Hand over tasks',
    submit: 'Hand over',
    metadata: { from: from.id },
    blocks: [
      section(whatGoes(escaped(oneLine(from.name), 100), tasks)),
      input(handOverBlocks.to, 'To', usersInput(null)),
      ...context(
        'The contacts keep their owner. What was handed over stays there; what is still open can be taken back.',
      ),
    ],
  });
}

function whatGoes(name: string, tasks: number): string {
  const coming = `While *${name}* is paused, tasks that come up for them go there too.`;
  return tasks === 0 ? coming : `${counted(tasks, 'open task')} of *${name}* will be somebody else’s. ${coming}`;
}

/** The chosen person's Slack id; null: none. */
export function readHandOver(values: unknown): string | null {
  return readState(values).choice(handOverBlocks.to);
}
