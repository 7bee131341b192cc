import { mayDo, roleOf } from '../../domain/access.js';
import type { AppDeps } from '../deps.js';
import { apart } from '../faults.js';
import type { Member, Workspace } from '../ports/stores/people.js';
import type { ShownMember } from '../posting/shown.js';
import type { ShownSettings } from '../shown/people.js';
import { asConfigured } from './configuredAdmins.js';
import { usualSender } from './senders.js';

/** The settings as they take effect, and who may change them. */
export interface WorkspaceSettings extends ShownSettings {
  /** False while no admin was seen and nobody chose: then it is UTC. */
  readonly zoneIsSet: boolean;
  readonly admins: readonly ShownMember[];
}

type SettingsDeps = Pick<AppDeps, 'store'> & {
  readonly deliveries: Pick<AppDeps['deliveries'], 'secretOf'>;
  readonly settings: Pick<AppDeps['settings'], 'admins' | 'mailFrom' | 'postalAddress'>;
};

/** The workspace's settings. Everybody may look. */
export async function showSettings(
  { store, settings, deliveries }: SettingsDeps,
  { actor }: { readonly actor: Member },
): Promise<WorkspaceSettings> {
  const workspace = await store.read.workspaces.byId(actor.workspaceId);
  if (workspace === null) throw new Error(`there is no workspace ${actor.workspaceId}`);
  const members = (await store.read.members.all(workspace.id))
    .filter(({ isRefused }) => !isRefused)
    .map((member) => asConfigured(member, settings));
  const shown = shownSettings(workspace, members, actor, settings);
  if (!shown.mayChange) return shown;
  const hooked = apart(await store.read.parcels.listed(workspace.id)).read.filter(({ to }) => to.kind === 'webhook');
  const lists = hooked.map(({ id, name }) => ({ of: `list ${name}`, secret: deliveries.secretOf(id) }));
  return { ...shown, webhookSecrets: [...lists, { of: 'rules', secret: deliveries.secretOf(null) }] };
}

function shownSettings(
  workspace: Workspace,
  members: readonly Member[],
  actor: Member,
  settings: SettingsDeps['settings'],
): WorkspaceSettings {
  const shown = ({ slackUserId, name }: Member): ShownMember => ({ slackUserId, name });
  return {
    zone: workspace.zone,
    zoneIsSet: workspace.zoneIsSet,
    delayGridMinutes: workspace.delayGridMinutes,
    lateAfterMinutes: workspace.lateAfterMinutes,
    approvalLimit: workspace.approvalLimit,
    mailFrom: usualSender(workspace, settings),
    mailSenders: workspace.mailSenders,
    mailsPerHour: workspace.mailsPerHour,
    mailsPerDay: workspace.mailsPerDay,
    postalAddress: workspace.postalAddress ?? settings.postalAddress,
    managers: members.filter(({ isManager }) => isManager).map(shown),
    admins: members.filter(({ isSlackAdmin }) => isSlackAdmin).map(shown),
    webhookSecrets: [],
    mayChange: mayDo(roleOf(actor), 'change-settings', true).ok,
  };
}
