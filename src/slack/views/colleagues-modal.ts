import type { ModalView } from '@slack/types';
import type { DeedToContact, WouldStop } from '../../app/enrollments/ofColleagues.js';
import { callbackIds } from '../action-ids.js';
import { context, modal, section } from './blocks.js';
import { contactName } from './enrollments.js';
import { andMore, bold, escaped, oneLine, person } from './text.js';

const mostListed = 8;

const words: Readonly<
  Record<DeedToContact, { readonly title: string; readonly yes: string; readonly effect: string }>
> = {
  suppress: {
    title: 'Suppress',
    yes: 'Suppress',
    effect:
      'Nothing goes to this address any more, from anybody, and only an admin can take it back. The owner is told.',
  },
  remove: {
    title: 'Remove',
    yes: 'Remove',
    effect: 'Nothing more goes out from there, and open tasks about them close. The owner is told.',
  },
  pause: { title: 'Pause', yes: 'Pause', effect: 'Nothing goes out from there until it is resumed.' },
  replied: {
    title: 'They replied',
    yes: 'They replied',
    effect: 'Nothing more goes out from there, and open tasks about them close. The owner is told.',
  },
};

/** Asks before an address gets nothing any more, of somebody who cannot take it back. `text`: the command that a yes carries out. */
export function suppressModal(email: string, text: string): ModalView {
  const { title, yes } = words.suppress;
  const says = `Nothing goes to *${escaped(email, 254)}* any more, from anybody, and what runs with them ends.`;
  return modal({
    callbackId: callbackIds.colleagues,
    title,
    submit: yes,
    metadata: { text },
    blocks: [section(says), ...context('You cannot take it back: only an admin can.')],
  });
}

/** Asks before something stops that is a colleague's. `text`: the command that a yes carries out. */
export function colleaguesModal(deed: DeedToContact, { contact, enrollments }: WouldStop, text: string): ModalView {
  const { title, yes, effect } = words[deed];
  const lines = enrollments.slice(0, mostListed).map(({ sequenceName, owner, isOwn, line }) => {
    return `•  ${bold(sequenceName, 150)}, ${isOwn ? 'yours' : `of ${person(owner)}`}: ${escaped(oneLine(line), 150)}`;
  });
  const address = escaped(contact.email, 254);
  const who = contact.name === contact.email ? address : `${contactName(contact)} (${address})`;
  return modal({
    callbackId: callbackIds.colleagues,
    title,
    submit: yes,
    metadata: { text },
    blocks: [
      section(`This stops what a colleague has begun with ${who}:\n${lines.join('\n')}`),
      ...context(andMore(enrollments.length - mostListed), effect),
    ],
  });
}
