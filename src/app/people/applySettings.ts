import { isDeepStrictEqual } from 'node:util';
import type { DateTime } from 'luxon';
import { audit } from '../audit.js';
import type { Ids } from '../ports/ids.js';
import type { Store, Tables } from '../ports/store.js';
import type { Member, Workspace } from '../ports/stores/people.js';
import { type LostSenders, lostSenders } from './lostSenders.js';
import { sendersOf } from './senders.js';

/** Settings that are values of the workspace. */
export const valueSettings = [
  'zone',
  'delayGridMinutes',
  'lateAfterMinutes',
  'approvalLimit',
  'mailFrom',
  'mailSenders',
  'mailsPerHour',
  'mailsPerDay',
  'postalAddress',
] as const;
/** Everything that can be set. */
export type SettingName = (typeof valueSettings)[number] | 'managers';

export type WorkspaceChange = Partial<Pick<Workspace, (typeof valueSettings)[number] | 'zoneIsSet'>>;

export interface AppliedSettings {
  readonly changed: readonly SettingName[];
  /** Of the audit entries, one a setting and manager: by them it can be taken back ({@link undoSettings}). */
  readonly entryIds: readonly string[];
  /** Sequences whose mails may not come from where they say any more. */
  readonly lostSenders: LostSenders;
}

/** The audit's name for what {@link undoSettings} reads. */
export const settingsAction = 'settings';

/** Writes settings, the workspace's row being held: what differs, each with its audit entry. */
export async function applySettings(
  { tables, ids, now }: { readonly tables: Tables; readonly ids: Ids; readonly now: DateTime },
  actor: Member,
  workspace: Workspace,
  wanted: {
    readonly values: WorkspaceChange;
    readonly isManager: (member: Member) => boolean;
    readonly configured: { readonly mailFrom: string | null };
  },
): Promise<AppliedSettings> {
  const { values, isManager, configured } = wanted;
  const changed: SettingName[] = [];
  const entryIds: string[] = [];
  const note = async (subject: SettingName, detail: Record<string, unknown>) => {
    if (!changed.includes(subject)) changed.push(subject);
    entryIds.push(await audit({ tables, ids, now }, actor, { action: settingsAction, subject, detail }));
  };
  for (const name of valueSettings) {
    const to = values[name];
    if (to !== undefined && !isDeepStrictEqual(to, workspace[name])) await note(name, { from: workspace[name], to });
  }
  await tables.workspaces.update(workspace.id, values);
  for (const member of await tables.members.all(workspace.id)) {
    const shall = isManager(member);
    if (shall === member.isManager) continue;
    await tables.members.setManager(member.id, shall);
    await note('managers', { [shall ? 'added' : 'removed']: member.name, memberId: member.id });
  }
  const isAboutSenders = changed.includes('mailFrom') || changed.includes('mailSenders');
  const senders = {
    before: sendersOf(workspace, configured),
    after: sendersOf({ ...workspace, ...values }, configured),
  };
  const none: LostSenders = { lost: [], unread: null };
  return { changed, entryIds, lostSenders: isAboutSenders ? await lostSenders(tables, workspace.id, senders) : none };
}

/**
 * What follows from settings once they are committed: who waits for a sender's turn may have it sooner. Not in the same
 * transaction: a claim that holds a sender may wait for the workspace.
 */
export async function followSettings(
  { store }: { readonly store: Pick<Store, 'read'> },
  workspaceId: string,
  { changed, now }: { readonly changed: readonly SettingName[]; readonly now: DateTime },
): Promise<void> {
  if (!changed.some((name) => name === 'mailsPerHour' || name === 'mailsPerDay')) return;
  await store.read.mailboxes.openAll(workspaceId, now);
}
