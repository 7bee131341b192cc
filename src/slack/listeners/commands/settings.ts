import { changeSettings, type SettingsChange } from '../../../app/people/changeSettings.js';
import { showSettings } from '../../../app/people/showSettings.js';
import type { Workspace } from '../../../app/ports/stores/people.js';
import type { SettingsChange as TypedChange } from '../../command/intent.js';
import { personText } from '../../command/people.js';
import { settingsModal } from '../../views/settings.js';
import { later, modalAnswer } from '../answers.js';
import { settingsAnswer } from '../settings-answers.js';
import type { CommandHandler } from './command.js';

/** `settings [zone ... | grid ... | late ... | from ... | address ... | manager ...]`. */
export const settings: CommandHandler<'settings'> = async ({ change: typed }, { deps, actor, workspace }) => {
  if (typed === null) return modalAnswer(settingsModal(await showSettings(deps, { actor })));
  const change = changeOf(typed);
  const before = beforeText(typed, workspace);
  const run = async () => settingsAnswer(await changeSettings(deps, { actor, change }), before);
  // Who is meant may have to be asked of Slack.
  return typed.setting === 'manager' ? later(run) : run();
};

/** The command that brings back what was set before; null where that was nothing that a command can say. */
function beforeText(typed: TypedChange, workspace: Workspace): string | null {
  switch (typed.setting) {
    case 'zone':
      return `settings zone ${workspace.zone}`;
    case 'grid':
      return `settings grid ${workspace.delayGridMinutes} minutes`;
    case 'late':
      return `settings late ${workspace.lateAfterMinutes} minutes`;
    case 'from':
      return workspace.mailFrom === null ? null : `settings from ${workspace.mailFrom}`;
    case 'address':
      return workspace.postalAddress === null ? null : `settings address ${workspace.postalAddress}`;
    case 'manager':
      return `settings manager ${typed.isManager ? 'remove ' : ''}${personText(typed.person)}`;
  }
}

function changeOf(typed: TypedChange): SettingsChange {
  switch (typed.setting) {
    case 'zone':
      return { zone: typed.zone };
    case 'grid':
      return { delayGridMinutes: typed.minutes };
    case 'late':
      return { lateAfterMinutes: typed.minutes };
    case 'from':
      return { mailFrom: typed.email };
    case 'address':
      return { postalAddress: typed.text };
    case 'manager':
      return typed.isManager ? { addManagers: [typed.person] } : { removeManagers: [typed.person] };
  }
}
