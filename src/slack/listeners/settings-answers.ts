import type { SettingName } from '../../app/people/applySettings.js';
import type { ChangedSettings, SettingsSaved } from '../../app/people/changeSettings.js';
import type { WorkspaceSettings } from '../../app/people/showSettings.js';
import { undoSettings } from '../../app/people/undoSettings.js';
import { counted, listed } from '../../app/shown/counted.js';
import { elapsed } from '../../domain/timing/explain.js';
import { actionIds, choiceValue } from '../action-ids.js';
import { SLACK_LIMITS } from '../views/limits.js';
import { person } from '../views/text.js';
import type { Acting } from './acting.js';
import { done, info, type MessageAnswer, refused } from './answers.js';
import { named, notAllowed } from './refusals.js';
import { isStoredId } from './stored-id.js';

/** What the value of a button that takes settings back begins with; ids of audit entries follow. */
export const settingsChoice = 'settings';

/** What was changed, as it is now, with a way back; or why nothing was. */
export function settingsAnswer(outcome: ChangedSettings): MessageAnswer {
  if (outcome.ok) return savedAnswer('Saved.', outcome);
  if (outcome.reason === 'not-allowed') return notAllowed(outcome, 'change settings');
  return refused(outcome.problems.map(({ message }) => named(message)).join(' '));
}

function savedAnswer(did: string, { changed, settings, entryIds, lostSenders }: SettingsSaved): MessageAnswer {
  if (changed.length === 0) return info('It is set so already: nothing was changed.');
  const value = choiceValue(settingsChoice, entryIds.join(','));
  const undo = value.length > SLACK_LIMITS.buttonValue ? [] : [{ action: actionIds.answer.undo, label: 'Undo', value }];
  const lines = [did, ...changed.map((name) => settingLine(name, settings)), ...lostText(lostSenders)];
  return done(lines.join(' '), undo);
}

/** Sequences that are named at most. */
const mostNamed = 10;

function lostText({ lost, unread }: SettingsSaved['lostSenders']): string[] {
  const unseen = unread === null ? [] : [`Not looked at: ${named(unread)}`];
  if (lost.length === 0) return unseen;
  const each = lost.slice(0, mostNamed).map(({ sequence, addresses }) => {
    return `“${named(sequence.name)}” (${addresses.slice(0, 3).map(named).join(', ')})`;
  });
  const more = lost.length > mostNamed ? [`${lost.length - mostNamed} more`] : [];
  return [
    `Mails of ${listed([...each, ...more])} come from where they may not any more: they are held when they are due.`,
    ...unseen,
  ];
}

/** Sets it as it was before; that can be taken back in its turn. `list`: what the button carries. */
export async function runSettingsUndo({ deps, actor }: Acting, list: string): Promise<MessageAnswer> {
  const outcome = await undoSettings(deps, { actor, entryIds: list.split(',').filter(isStoredId) });
  if (outcome.ok) return savedAnswer('Undone.', outcome);
  switch (outcome.reason) {
    case 'changed-since': {
      const which = listed(outcome.settings.map((name) => settingWords[name]));
      return refused(
        `Nothing was undone: ${which} was changed again since. \`${deps.settings.command} settings\` shows how it stands.`,
      );
    }
    case 'not-allowed':
      return notAllowed(outcome, 'change settings');
    case 'gone':
      return refused('That cannot be undone any more.');
  }
}

const settingWords: Readonly<Record<SettingName, string>> = {
  zone: 'the time zone',
  delayGridMinutes: 'the grid of delays',
  lateAfterMinutes: 'the time for late steps',
  approvalLimit: 'the limit for publishing alone',
  mailFrom: 'the sender',
  mailSenders: 'who may be a sender',
  mailsPerHour: 'the mails an hour',
  mailsPerDay: 'the mails a day',
  postalAddress: 'the postal address',
  managers: 'who is a manager',
};

function settingLine(name: SettingName, settings: WorkspaceSettings): string {
  switch (name) {
    case 'zone':
      return `The time zone is ${named(settings.zone)}.`;
    case 'delayGridMinutes':
      return `Delays are rounded up to ${settings.delayGridMinutes} minutes.`;
    case 'lateAfterMinutes':
      return `A late step still goes at once up to ${elapsed(settings.lateAfterMinutes)} after its time.`;
    case 'approvalLimit':
      return `A publishing that concerns more than ${counted(settings.approvalLimit, 'person', 'people')} takes another manager’s yes.`;
    case 'mailFrom':
      return `Mails come from ${named(settings.mailFrom ?? 'nobody yet')}.`;
    case 'mailSenders': {
      const listed = settings.mailSenders.slice(0, 50).map(named).join(', ');
      return `Mails may come from ${listed === '' ? 'no other address' : `${listed} too`}.`;
    }
    case 'mailsPerHour':
      return `Each address sends ${mostMails(settings.mailsPerHour)} an hour.`;
    case 'mailsPerDay':
      return `Each address sends ${mostMails(settings.mailsPerDay)} a day.`;
    case 'postalAddress':
      return `The postal address is ${named(settings.postalAddress ?? 'not set')}.`;
    case 'managers': {
      const managers = settings.managers.slice(0, 50).map(person).join(', ');
      return `Managers: ${managers === '' ? 'nobody' : managers}.`;
    }
  }
}

function mostMails(most: number | null): string {
  return most === null ? 'as many mails as there are' : `at most ${counted(most, 'mail', 'mails')}`;
}
