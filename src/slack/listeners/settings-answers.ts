import type { ChangedSettings, SettingName } from '../../app/people/changeSettings.js';
import type { WorkspaceSettings } from '../../app/people/showSettings.js';
import { person } from '../views/text.js';
import { done, info, type MessageAnswer, refused } from './answers.js';
import { named, notAllowedText } from './refusals.js';
import { runButtons } from './run-button.js';

/** What was changed, as it is now; or why nothing was. `before`: the command that takes it back. */
export function settingsAnswer(outcome: ChangedSettings, before: string | null = null): MessageAnswer {
  if (outcome.ok) {
    const { changed, settings } = outcome;
    if (changed.length === 0) return info('It is set so already: nothing was changed.');
    const undo = before === null ? [] : runButtons([{ label: 'Undo', text: before }]);
    return done(`Saved. ${changed.map((name) => settingLine(name, settings)).join(' ')}`, undo);
  }
  if (outcome.reason === 'not-allowed') return refused(notAllowedText(outcome.needs, 'change settings'));
  return refused(outcome.problems.map(({ message }) => named(message)).join(' '));
}

function settingLine(name: SettingName, settings: WorkspaceSettings): string {
  switch (name) {
    case 'zone':
      return `The time zone is ${named(settings.zone)}.`;
    case 'delayGridMinutes':
      return `Delays are rounded up to ${settings.delayGridMinutes} minutes.`;
    case 'lateAfterMinutes':
      return `A late step still goes at once up to ${settings.lateAfterMinutes} minutes late.`;
    case 'mailFrom':
      return `Mails come from ${named(settings.mailFrom ?? 'nobody yet')}.`;
    case 'postalAddress':
      return `The postal address is ${named(settings.postalAddress ?? 'not set')}.`;
    case 'managers': {
      const managers = settings.managers.slice(0, 50).map(person).join(', ');
      return `Managers: ${managers === '' ? 'nobody' : managers}.`;
    }
  }
}
