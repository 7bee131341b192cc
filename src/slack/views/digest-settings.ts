import type { KnownBlock, ModalView } from '@slack/types';
import { timeOnBoth } from '../../app/shown/clocks.js';
import { counted } from '../../app/shown/counted.js';
import type { ShownDigestSchedule } from '../../app/shown/people.js';
import { actionIds, callbackIds, numbered } from '../action-ids.js';
import { actions, button, type Drawn, header, input, modal, option, section } from './blocks.js';
import { radio, textInput, timeInput } from './inputs.js';
import { pageButtons, pageOf } from './paging.js';
import { readState } from './state.js';
import { escaped } from './text.js';

/** The answer to `digest list`; `reader`: the zone by whose clock it is read. */
export function digestListMessage(digests: readonly ShownDigestSchedule[], reader: string, page = 0): Drawn {
  if (digests.length === 0) return { text: 'No digests', blocks: [section('No channel gets a digest yet.')] };
  const shown = pageOf(digests, page, 15);
  return {
    text: counted(digests.length, 'digest'),
    blocks: [
      header(counted(digests.length, 'digest')),
      ...shown.items.flatMap((digest, index) => digestLine(digest, reader, index)),
      ...pageButtons(shown, 'digests'),
    ],
  };
}

function digestLine(digest: ShownDigestSchedule, reader: string, index: number): KnownBlock[] {
  const { id, channel, zone, nextAt } = digest;
  return [
    section(`<#${channel}>  ${digestTimes(digest)}\nNext: ${timeOnBoth(nextAt, reader, zone)}`),
    ...actions(null, [
      button(numbered(actionIds.digest.change, index), 'Change', id),
      button(numbered(actionIds.digest.off, index), 'Turn off', id, { style: 'danger' }),
    ]),
  ];
}

/** `every day at 08:30 (Europe/London)`. */
export function digestTimes({ rhythm, at, zone }: Pick<ShownDigestSchedule, 'rhythm' | 'at' | 'zone'>): string {
  return `${rhythm === 'daily' ? 'every day' : 'Monday to Friday'} at ${at} (${escaped(zone, 60)})`;
}

export const digestBlocks = { channel: 'channel', rhythm: 'rhythm', at: 'at', zone: 'zone' } as const;

/** What the digest form holds. */
export interface DigestForm {
  readonly channel: string | null;
  readonly rhythm: 'daily' | 'weekdays';
  /** HH:mm. */
  readonly at: string | null;
  /** IANA, as typed. */
  readonly zone: string;
}

/** Asks for what a digest command left out, or changes one. `note`: what is to be known first, in mrkdwn. */
export function digestModal(filled: DigestForm, note: string | null = null): ModalView {
  const rhythms = [option('Every day', 'daily'), option('Monday to Friday', 'weekdays')];
  return modal({
    callbackId: callbackIds.digest,
    title: 'Digest',
    submit: 'Save',
    blocks: [
      ...(note === null ? [] : [section(note)]),
      input(
        digestBlocks.channel,
        'Channel',
        {
          type: 'conversations_select',
          action_id: actionIds.field,
          filter: { include: ['public', 'private'], exclude_bot_users: true },
          ...(filled.channel ? { initial_conversation: filled.channel } : {}),
        },
        { hint: 'The app has to be in it: invite it first.' },
      ),
      input(digestBlocks.rhythm, 'When', radio(actionIds.field, rhythms, filled.rhythm)),
      input(digestBlocks.at, 'At', timeInput(filled.at ?? '08:30')),
      input(digestBlocks.zone, 'Time zone', textInput(filled.zone, { max: 100 }), { hint: 'As in Europe/London.' }),
    ],
  });
}

export function readDigestForm(values: unknown): DigestForm {
  const state = readState(values);
  return {
    channel: state.choice(digestBlocks.channel),
    rhythm: state.choice(digestBlocks.rhythm) === 'weekdays' ? 'weekdays' : 'daily',
    at: state.choice(digestBlocks.at),
    zone: state.text(digestBlocks.zone) ?? '',
  };
}
