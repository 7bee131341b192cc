import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { delayGrids } from '../../domain/timing/plan.js';
import type { AppDeps } from '../deps.js';
import type { Gone, NotAllowed } from '../enrollments/target.js';
import type { AuditEntry } from '../ports/stores/digests.js';
import type { Member, Workspace } from '../ports/stores/people.js';
import {
  applySettings,
  followSettings,
  type SettingName,
  settingsAction,
  type WorkspaceChange,
} from './applySettings.js';
import type { SettingsSaved } from './changeSettings.js';
import { refusal } from './refusal.js';
import { showSettings } from './showSettings.js';

export type UndoneSettings =
  | SettingsSaved
  /** Somebody set these again meanwhile: nothing was changed. */
  | { readonly ok: false; readonly reason: 'changed-since'; readonly settings: readonly SettingName[] }
  | Gone
  | NotAllowed;

const grid = z.custom<Workspace['delayGridMinutes']>((value) => delayGrids.some((one) => one === value));
const fromTo = <T extends z.ZodType>(value: T) => z.object({ from: value, to: value });
const entrySchema = z.discriminatedUnion('setting', [
  fromTo(z.string()).extend({ setting: z.literal('zone') }),
  fromTo(grid).extend({ setting: z.literal('delayGridMinutes') }),
  fromTo(z.number()).extend({ setting: z.literal('lateAfterMinutes') }),
  fromTo(z.number()).extend({ setting: z.literal('approvalLimit') }),
  fromTo(z.string().nullable()).extend({ setting: z.literal('mailFrom') }),
  fromTo(z.array(z.string())).extend({ setting: z.literal('mailSenders') }),
  fromTo(z.number().nullable()).extend({ setting: z.literal('mailsPerHour') }),
  fromTo(z.number().nullable()).extend({ setting: z.literal('mailsPerDay') }),
  fromTo(z.string().nullable()).extend({ setting: z.literal('postalAddress') }),
  z.object({ setting: z.literal('managers'), memberId: z.uuid(), added: z.string().optional() }),
]);
type Entry = z.output<typeof entrySchema>;

/**
 * Takes back what one change of settings did (`entryIds`: of its audit entries): all of it, or nothing where any of it was set
 * again since. That can be taken back in its turn.
 */
export async function undoSettings(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'deliveries' | 'settings'>,
  { actor, entryIds }: { readonly actor: Member; readonly entryIds: readonly string[] },
): Promise<UndoneSettings> {
  const refused = refusal(actor, 'change-settings', true);
  if (refused !== null) return refused;
  const { ids } = deps;
  const now = await deps.clock.now();
  const undone = await deps.store.transact(async (tables) => {
    const workspace = await tables.workspaces.lock(actor.workspaceId);
    if (workspace === null) throw new Error(`there is no workspace ${actor.workspaceId}`);
    const entries: Entry[] = [];
    for (const id of entryIds) entries.push(...entryOf(await tables.audit.byId(id), actor));
    if (entries.length === 0 || entries.length < entryIds.length) return null;
    const members = await tables.members.all(workspace.id);
    const again = entries.filter((entry) => !stillStands(entry, workspace, members));
    if (again.length > 0) return { settings: [...new Set(again.map(({ setting }) => setting))] };
    const managers = new Map(
      entries.flatMap((one) => (one.setting === 'managers' ? [[one.memberId, one] as const] : [])),
    );
    const isManager = ({ id, isManager: is }: Member) => {
      const entry = managers.get(id);
      return entry === undefined ? is : entry.added === undefined;
    };
    return applySettings({ tables, ids, now }, actor, workspace, { values: valuesBefore(entries), isManager });
  });
  if (undone === null) return { ok: false, reason: 'gone' };
  if ('settings' in undone) return { ok: false, reason: 'changed-since', settings: undone.settings };
  await followSettings(deps, actor.workspaceId, { changed: undone.changed, now });
  return { ok: true, ...undone, settings: await showSettings(deps, { actor }) };
}

function entryOf(entry: AuditEntry | null, { workspaceId }: Member): Entry[] {
  if (entry?.workspaceId !== workspaceId || entry.action !== settingsAction) return [];
  const read = entrySchema.safeParse({ ...entry.detail, setting: entry.subject });
  return read.success ? [read.data] : [];
}

/** Whether a setting is as the entry left it. */
function stillStands(entry: Entry, workspace: Workspace, members: readonly Member[]): boolean {
  if (entry.setting !== 'managers') return isDeepStrictEqual(workspace[entry.setting], entry.to);
  const member = members.find(({ id }) => id === entry.memberId);
  return member?.isManager === (entry.added !== undefined);
}

function valuesBefore(entries: readonly Entry[]): WorkspaceChange {
  const before = entries.flatMap((one) => (one.setting === 'managers' ? [] : [[one.setting, one.from] as const]));
  return Object.fromEntries(before);
}
