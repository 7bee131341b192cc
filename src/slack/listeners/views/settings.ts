import { isDeepStrictEqual } from 'node:util';
import {
  changeSettings,
  checkSettings,
  type SettingProblem,
  type SettingsChange,
} from '../../../app/people/changeSettings.js';
import { showSettings, type WorkspaceSettings } from '../../../app/people/showSettings.js';
import type { Workspace } from '../../../app/ports/stores/people.js';
import { readSettingsForm, type SettingsForm, settingsBlocks } from '../../views/settings.js';
import { result } from '../answers.js';
import { settingsAnswer } from '../settings-answers.js';
import type { SubmissionHandler } from './submission.js';

/** The settings form; its blocks bear the settings' names, so problems find their fields. */
export const submitSettings: SubmissionHandler = async ({ deps, actor, workspace, view }) => {
  const form = readSettingsForm(view.values);
  const shown = await showSettings(deps, { actor });
  const change = changedIn(form, shown);
  const empty = { ...missingIn(form), ...keptByConfiguration(form, shown, workspace) };
  if (Object.keys(empty).length > 0) {
    return { kind: 'errors', errors: { ...errorsOf(await checkSettings(deps, { actor, change })), ...empty } };
  }
  const outcome = await changeSettings(deps, { actor, change });
  if (outcome.ok || outcome.reason === 'not-allowed') return result('Settings', settingsAnswer(outcome));
  return { kind: 'errors', errors: errorsOf(outcome.problems) };
};

function errorsOf(problems: readonly SettingProblem[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { field, message } of problems) errors[field] = [errors[field], message].filter(Boolean).join(' ');
  return errors;
}

/** Numbers that have to be there. */
function missingIn({ lateAfterMinutes, approvalLimit }: SettingsForm): Record<string, string> {
  return {
    ...(lateAfterMinutes === null ? { [settingsBlocks.late]: 'Write a whole number of minutes.' } : {}),
    ...(approvalLimit === null ? { [settingsBlocks.approval]: 'Write a whole number of people.' } : {}),
  };
}

/** Emptied fields that show what the configuration says: nothing would change by it. */
function keptByConfiguration(form: SettingsForm, shown: WorkspaceSettings, stored: Workspace): Record<string, string> {
  const isKept = (field: 'mailFrom' | 'postalAddress') =>
    form[field] === null && shown[field] !== null && stored[field] === null;
  return {
    ...(isKept('mailFrom')
      ? { [settingsBlocks.mailFrom]: 'Mails need an address to come from: it cannot be empty.' }
      : {}),
    ...(isKept('postalAddress') ? { [settingsBlocks.postalAddress]: 'Every mail needs one: it cannot be empty.' } : {}),
  };
}

/** Only what differs from what the form showed: what comes from the configuration stays there until somebody edits it. */
function changedIn(form: SettingsForm, shown: WorkspaceSettings): SettingsChange {
  const { zone, delayGridMinutes, lateAfterMinutes, approvalLimit, mailFrom, mailSenders, postalAddress } = form;
  const { mailsPerHour, mailsPerDay } = form;
  const before = shown.managers.flatMap(({ slackUserId }) => slackUserId ?? []);
  const reference = (slackUserId: string) => ({ by: 'slack-id', slackUserId }) as const;
  return {
    ...(zone === shown.zone ? {} : { zone }),
    ...(delayGridMinutes === shown.delayGridMinutes ? {} : { delayGridMinutes }),
    ...(lateAfterMinutes === null || lateAfterMinutes === shown.lateAfterMinutes ? {} : { lateAfterMinutes }),
    ...(approvalLimit === null || approvalLimit === shown.approvalLimit ? {} : { approvalLimit }),
    ...(mailFrom === shown.mailFrom ? {} : { mailFrom }),
    ...(isDeepStrictEqual(mailSenders, shown.mailSenders) ? {} : { mailSenders }),
    ...(mailsPerHour === shown.mailsPerHour ? {} : { mailsPerHour }),
    ...(mailsPerDay === shown.mailsPerDay ? {} : { mailsPerDay }),
    ...(postalAddress === shown.postalAddress ? {} : { postalAddress }),
    addManagers: form.managers.filter((id) => !before.includes(id)).map(reference),
    removeManagers: before.filter((id) => !form.managers.includes(id)).map(reference),
  };
}
