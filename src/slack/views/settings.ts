import type { ModalView } from '@slack/types';
import { counted } from '../../app/shown/counted.js';
import type { ShownSettings } from '../../app/shown/people.js';
import { settingLimits } from '../../domain/limits.js';
import { limitWords } from '../../domain/mail/sending-limits.js';
import { elapsed } from '../../domain/timing/explain.js';
import { actionIds, callbackIds } from '../action-ids.js';
import { context, input, modal, option, section } from './blocks.js';
import { numberInput, select, textInput } from './inputs.js';
import { readState } from './state.js';
import { escaped, oneLine, person } from './text.js';

/** Block ids are the settings' names. */
export const settingsBlocks = {
  zone: 'zone',
  grid: 'delayGridMinutes',
  late: 'lateAfterMinutes',
  approval: 'approvalLimit',
  mailFrom: 'mailFrom',
  mailSenders: 'mailSenders',
  perHour: 'mailsPerHour',
  perDay: 'mailsPerDay',
  postalAddress: 'postalAddress',
  managers: 'managers',
} as const;

const grids = ['1', '5', '10', '15', '30'];

/** The settings: a form for admins, a page for everybody else. */
export function settingsModal(settings: ShownSettings): ModalView {
  return settings.mayChange ? settingsForm(settings) : settingsPage(settings);
}

function settingsPage(settings: ShownSettings): ModalView {
  const managers = settings.managers.slice(0, 50).map(person).join(', ');
  const lines = [
    `*Time zone*  ${escaped(settings.zone, 80)}`,
    `*Delays are rounded up to*  ${settings.delayGridMinutes} minutes`,
    `*Sent late at once up to*  ${elapsed(settings.lateAfterMinutes)}`,
    `*Publishing takes another manager’s yes above*  ${counted(settings.approvalLimit, 'person', 'people')}`,
    `*Mails come from*  ${escaped(settings.mailFrom ?? 'not set', 254)}`,
    `*They may come from*  ${settings.mailSenders.length === 0 ? 'nowhere else' : escaped(settings.mailSenders.join(', '), 1500)}`,
    `*Each address sends at most*  ${limitWords({ perHour: settings.mailsPerHour, perDay: settings.mailsPerDay }) || 'no limit'}`,
    `*Postal address*  ${escaped(oneLine(settings.postalAddress ?? 'not set'), 300)}`,
    `*Managers*  ${managers === '' ? 'nobody yet' : managers}`,
  ];
  return modal({
    callbackId: callbackIds.shown,
    title: 'Settings',
    close: 'Close',
    blocks: [section(lines.join('\n')), ...context('An admin can change these.')],
  });
}

function settingsForm(settings: ShownSettings): ModalView {
  const managers = settings.managers.flatMap(({ slackUserId }) => (slackUserId === null ? [] : [slackUserId]));
  return modal({
    callbackId: callbackIds.settings,
    title: 'Settings',
    submit: 'Save',
    blocks: [
      input(settingsBlocks.zone, 'Time zone', textInput(settings.zone, { max: 100 }), { hint: 'As in Europe/London.' }),
      input(
        settingsBlocks.grid,
        'Delays are rounded up to (minutes)',
        select(
          actionIds.field,
          grids.map((minutes) => option(minutes, minutes)),
          String(settings.delayGridMinutes),
          'Minutes',
        ),
      ),
      input(
        settingsBlocks.late,
        'A late step still goes at once, up to (minutes)',
        numberInput(settings.lateAfterMinutes, 0, settingLimits.lateMinutes),
      ),
      input(
        settingsBlocks.approval,
        'Publishing takes another manager’s yes above (people)',
        numberInput(settings.approvalLimit, 0, settingLimits.people),
        { hint: 'Counted are those for whom an edited sequence changes something.' },
      ),
      input(settingsBlocks.mailFrom, 'Mails come from', textInput(settings.mailFrom, { max: 300 }), { optional: true }),
      input(
        settingsBlocks.mailSenders,
        'They may come from these too',
        textInput(settings.mailSenders.join('\n') || null, { multiline: true }),
        { optional: true, hint: 'One a line: an address, or a whole domain as @example.com.' },
      ),
      input(
        settingsBlocks.perHour,
        'Mails an hour, of each address',
        numberInput(settings.mailsPerHour, 1, settingLimits.mails),
        {
          optional: true,
          hint: 'What goes beyond waits its turn. Empty: no limit.',
        },
      ),
      input(
        settingsBlocks.perDay,
        'Mails a day, of each address',
        numberInput(settings.mailsPerDay, 1, settingLimits.mails),
        {
          optional: true,
        },
      ),
      input(
        settingsBlocks.postalAddress,
        'Postal address',
        textInput(settings.postalAddress, { max: settingLimits.postalAddressLength, multiline: true }),
        {
          optional: true,
          hint: 'At the foot of every mail, as the law wants it.',
        },
      ),
      input(
        settingsBlocks.managers,
        'Managers',
        {
          type: 'multi_users_select',
          action_id: actionIds.field,
          ...(managers.length > 0 ? { initial_users: managers } : {}),
        },
        { optional: true },
      ),
      ...context(...settings.webhookSecrets.slice(0, 10).map(secretLine)),
    ],
  });
}

function secretLine({ of, secret }: ShownSettings['webhookSecrets'][number]): string {
  return `Webhook of ${escaped(oneLine(of), 200)}: its receiver checks signatures with \`${secret}\``;
}

/** What the settings form holds, as typed; null: empty. */
export interface SettingsForm {
  readonly zone: string;
  readonly delayGridMinutes: number;
  readonly lateAfterMinutes: number | null;
  readonly approvalLimit: number | null;
  readonly mailFrom: string | null;
  readonly mailSenders: readonly string[];
  /** Null: no limit. */
  readonly mailsPerHour: number | null;
  readonly mailsPerDay: number | null;
  readonly postalAddress: string | null;
  /** Slack ids. */
  readonly managers: readonly string[];
}

export function readSettingsForm(values: unknown): SettingsForm {
  const state = readState(values);
  const whole = (blockId: string) => {
    const typed = state.text(blockId);
    return typed !== null && /^\d+$/.test(typed) ? Number(typed) : null;
  };
  return {
    zone: state.text(settingsBlocks.zone) ?? '',
    delayGridMinutes: Number(state.choice(settingsBlocks.grid) ?? '30'),
    lateAfterMinutes: whole(settingsBlocks.late),
    approvalLimit: whole(settingsBlocks.approval),
    mailFrom: state.text(settingsBlocks.mailFrom),
    mailSenders: (state.rawText(settingsBlocks.mailSenders) ?? '').split(/[\s,;]+/).filter((one) => one !== ''),
    mailsPerHour: whole(settingsBlocks.perHour),
    mailsPerDay: whole(settingsBlocks.perDay),
    postalAddress: state.text(settingsBlocks.postalAddress),
    managers: state.users(settingsBlocks.managers),
  };
}
