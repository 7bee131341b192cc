import type { ModalView } from '@slack/types';
import type { PauseTarget } from '../../app/enrollments/target.js';
import type { ShownContactName, ShownEnrollment } from '../../app/shown/enrollments.js';
import { callbackIds } from '../action-ids.js';
import { context, modal, section } from './blocks.js';
import { contactName } from './enrollments.js';
import { andMore, escaped, oneLine } from './text.js';

/** What a removal is about: who, and the sequences they would be taken out of. */
export interface ShownRemoval {
  readonly target: Extract<PauseTarget, { kind: 'contact' | 'enrollment' }>;
  readonly contact: ShownContactName;
  readonly enrollments: readonly Pick<ShownEnrollment, 'sequenceName' | 'line'>[];
}

const mostListed = 8;

/** Asks once more: a removal cannot be undone. */
export function removeModal({ target, contact, enrollments }: ShownRemoval): ModalView {
  const lines = enrollments
    .slice(0, mostListed)
    .map(
      ({ sequenceName, line }) =>
        `•  *${escaped(oneLine(sequenceName).replaceAll('*', '∗'), 150)}*  ${escaped(oneLine(line), 150)}`,
    );
  return modal({
    callbackId: callbackIds.remove,
    title: 'Remove',
    submit: 'Remove',
    metadata: { target },
    blocks: [
      section(`Take ${contactName(contact)} out of\n${lines.join('\n')}`),
      ...context(
        andMore(enrollments.length - mostListed),
        'Nothing more goes out from there, and open tasks about them close. To go on later, they are enrolled anew.',
      ),
    ],
  });
}
