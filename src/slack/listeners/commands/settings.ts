import { changeSettings, type SettingsChange } from '../../../app/people/changeSettings.js';
import { showSettings } from '../../../app/people/showSettings.js';
import type { SettingsChange as TypedChange } from '../../command/intent.js';
import { settingsModal } from '../../views/settings.js';
import { later, modalAnswer } from '../answers.js';
import { settingsAnswer } from '../settings-answers.js';
import type { CommandHandler } from './command.js';

/** `settings [zone ... | grid ... | late ... | limit ... | from ... | sender ... | mails ... | address ... | manager ...]`. */
export const settings: CommandHandler<'settings'> = async ({ change: typed }, { deps, actor }) => {
  if (typed === null) return modalAnswer(settingsModal(await showSettings(deps, { actor })));
  const change = changeOf(typed);
  const run = async () => settingsAnswer(await changeSettings(deps, { actor, change }));
  // Who is meant may have to be asked of Slack.
  return typed.setting === 'manager' ? later(run) : run();
};

function changeOf(typed: TypedChange): SettingsChange {
  switch (typed.setting) {
    case 'zone':
      return { zone: typed.zone };
    case 'grid':
      return { delayGridMinutes: typed.minutes };
    case 'late':
      return { lateAfterMinutes: typed.minutes };
    case 'limit':
      return { approvalLimit: typed.people };
    case 'from':
      return { mailFrom: typed.email };
    case 'sender':
      return typed.isListed ? { addSenders: [typed.sender] } : { removeSenders: [typed.sender] };
    case 'mails': {
      const { perHour, perDay } = typed;
      return {
        ...(perHour === undefined ? {} : { mailsPerHour: perHour }),
        ...(perDay === undefined ? {} : { mailsPerDay: perDay }),
      };
    }
    case 'address':
      return { postalAddress: typed.text };
    case 'manager':
      return typed.isManager ? { addManagers: [typed.person] } : { removeManagers: [typed.person] };
  }
}
