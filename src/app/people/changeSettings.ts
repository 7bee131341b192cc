import type { Role } from '../../domain/access.js';
import { emailKey, parseEmailAddress } from '../../domain/contact/email-address.js';
import { parseZone } from '../../domain/contact/zone.js';
import { settingLimits } from '../../domain/limits.js';
import { parseSender } from '../../domain/mail/sender.js';
import { type Refusal, refusalOf, refuse } from '../../domain/refusal.js';
import { delayGrids } from '../../domain/timing/plan.js';
import type { AppDeps } from '../deps.js';
import type { Member } from '../ports/stores/people.js';
import {
  type AppliedSettings,
  applySettings,
  followSettings,
  type SettingName,
  type WorkspaceChange,
} from './applySettings.js';
import { findMember, type PersonReference } from './findMember.js';
import type { PeopleDeps } from './identifyMember.js';
import { refusal } from './refusal.js';
import { showSettings, type WorkspaceSettings } from './showSettings.js';

/** What is to be changed; what is left out stays. */
export interface SettingsChange {
  /** IANA, as typed. */
  readonly zone?: string;
  /** 1, 5, 10, 15 or 30. */
  readonly delayGridMinutes?: number;
  /** From 0 to a week. */
  readonly lateAfterMinutes?: number;
  /** From 0: every publishing that changes something for anybody is allowed by a manager. */
  readonly approvalLimit?: number;
  /** Null: that of the configuration. */
  readonly mailFrom?: string | null;
  /** All addresses and domains there shall be beside it, as a form has them. */
  readonly mailSenders?: readonly string[];
  readonly addSenders?: readonly string[];
  readonly removeSenders?: readonly string[];
  /** From 1; null: as many as there are. */
  readonly mailsPerHour?: number | null;
  readonly mailsPerDay?: number | null;
  readonly postalAddress?: string | null;
  readonly addManagers?: readonly PersonReference[];
  readonly removeManagers?: readonly PersonReference[];
  /** All managers there shall be, as a form has them. */
  readonly managers?: readonly PersonReference[];
}

/** What was changed, and how it is all set now. */
export interface SettingsSaved extends AppliedSettings {
  readonly ok: true;
  readonly settings: WorkspaceSettings;
}

export type ChangedSettings =
  | SettingsSaved
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  /** `message` is a sentence for the field. */
  | {
      readonly ok: false;
      readonly reason: 'invalid';
      readonly problems: readonly SettingProblem[];
    };

/** What is wrong with a value, and of which setting. */
export type SettingProblem = Refusal & { readonly field: SettingName };

interface AskedChange {
  readonly actor: Member;
  readonly change: SettingsChange;
}

/**
 * An admin changes settings: all of the change or nothing. Due times that stand stay; what is computed from now on
 * follows the new settings. Setting what is set already changes nothing and leaves no audit entry.
 */
export async function changeSettings(
  deps: PeopleDeps & Pick<AppDeps, 'settings' | 'deliveries'>,
  { actor, change }: AskedChange,
): Promise<ChangedSettings> {
  const refused = refusal(actor, 'change-settings', true);
  if (refused !== null) return refused;
  const { problems, wanted, listed, managers } = await readSettings(deps, { actor, change });
  if (problems.length > 0) return { ok: false, reason: 'invalid', problems };
  const now = await deps.clock.now();
  const applied = await deps.store.transact(async (tables) => {
    const workspace = await tables.workspaces.lock(actor.workspaceId);
    if (workspace === null) throw new Error(`there is no workspace ${actor.workspaceId}`);
    const context = { tables, ids: deps.ids, now };
    const values = { ...wanted, ...(listed === null ? {} : { mailSenders: listed(workspace.mailSenders) }) };
    return applySettings(context, actor, workspace, { values, isManager: managers, configured: deps.settings });
  });
  await followSettings(deps, actor.workspaceId, { changed: applied.changed, now });
  return { ok: true, ...applied, settings: await showSettings(deps, { actor }) };
}

/** What is wrong with a change of settings, which changes nothing. */
export async function checkSettings(
  deps: PeopleDeps & Pick<AppDeps, 'settings'>,
  asked: AskedChange,
): Promise<readonly SettingProblem[]> {
  return (await readSettings(deps, asked)).problems;
}

async function readSettings(deps: PeopleDeps & Pick<AppDeps, 'settings'>, { actor, change }: AskedChange) {
  const problems: SettingProblem[] = [];
  const wanted = readChange(change, deps.settings, problems);
  const listed = readSenders(change, problems);
  const managers = await readManagers(deps, actor, change, problems);
  return { problems, wanted, listed, managers };
}

function readChange(
  change: SettingsChange,
  settings: AppDeps['settings'],
  problems: SettingProblem[],
): WorkspaceChange {
  const wanted: { -readonly [K in keyof WorkspaceChange]: WorkspaceChange[K] } = {};
  const wrong = (field: SettingName, why: Refusal) => void problems.push({ field, ...why });
  const { zone, delayGridMinutes, lateAfterMinutes, approvalLimit, mailFrom, postalAddress } = change;
  if (zone !== undefined) {
    const read = parseZone(zone);
    if (read.ok) Object.assign(wanted, { zone: read.zone, zoneIsSet: true });
    else wrong('zone', refusalOf(read));
  }
  if (delayGridMinutes !== undefined) {
    if (delayGrids.some((grid) => grid === delayGridMinutes)) wanted.delayGridMinutes = delayGridMinutes;
    else wrong('delayGridMinutes', refuse('notGrid', delayGrids));
  }
  if (lateAfterMinutes !== undefined) {
    const fits =
      Number.isInteger(lateAfterMinutes) && lateAfterMinutes >= 0 && lateAfterMinutes <= settingLimits.lateMinutes;
    if (fits) wanted.lateAfterMinutes = lateAfterMinutes;
    else wrong('lateAfterMinutes', refuse('notLateAfter'));
  }
  if (approvalLimit !== undefined) {
    const fits = Number.isInteger(approvalLimit) && approvalLimit >= 0 && approvalLimit <= settingLimits.people;
    if (fits) wanted.approvalLimit = approvalLimit;
    else wrong('approvalLimit', refuse('notPeople', settingLimits.people.toLocaleString('en-US')));
  }
  for (const name of ['mailsPerHour', 'mailsPerDay'] as const) {
    const most = change[name];
    if (most === undefined) continue;
    const fits = most === null || (Number.isInteger(most) && most >= 1 && most <= settingLimits.mails);
    if (fits) wanted[name] = most;
    else wrong(name, refuse('notMails', settingLimits.mails.toLocaleString('en-US')));
  }
  if (mailFrom !== undefined) {
    const read = mailFrom === null ? null : parseEmailAddress(mailFrom);
    if (read?.ok === false) wrong('mailFrom', refusalOf(read));
    else if (read === null && settings.mailFrom === null) wrong('mailFrom', refuse('noMailFrom'));
    else wanted.mailFrom = read?.email ?? null;
  }
  if (postalAddress !== undefined) {
    const text = postalAddress?.trim() || null;
    if (text === null && settings.postalAddress === null) wrong('postalAddress', refuse('noPostalAddress'));
    else if (text !== null && (text.length < 5 || text.length > settingLimits.postalAddressLength)) {
      wrong('postalAddress', refuse('notPostalAddress', 5, settingLimits.postalAddressLength));
    } else wanted.postalAddress = text;
  }
  return wanted;
}

/** What becomes of the listed senders; null: nothing. */
function readSenders(
  { mailSenders, addSenders = [], removeSenders = [] }: SettingsChange,
  problems: SettingProblem[],
): ((before: readonly string[]) => string[]) | null {
  if (mailSenders === undefined && addSenders.length + removeSenders.length === 0) return null;
  const read = (typed: readonly string[]) =>
    typed.flatMap((one) => {
      const sender = parseSender(one);
      if (!sender.ok) problems.push({ field: 'mailSenders', ...refusalOf(sender) });
      return sender.ok ? sender.sender : [];
    });
  const [all, added, removed] = [
    mailSenders === undefined ? null : read(mailSenders),
    read(addSenders),
    read(removeSenders),
  ];
  if ((all ?? added).length > settingLimits.senders) {
    problems.push({
      field: 'mailSenders',
      ...refuse('tooManySenders', settingLimits.senders),
    });
  }
  const isIn = (list: readonly string[], one: string) => list.some((other) => emailKey(other) === emailKey(one));
  return (before) =>
    [...(all ?? before), ...added].filter(
      (one, index, list) => !isIn(removed, one) && !isIn(list.slice(0, index), one),
    );
}

/** Whether somebody shall be a manager, as the change says. */
async function readManagers(
  deps: PeopleDeps,
  actor: Member,
  change: SettingsChange,
  problems: SettingProblem[],
): Promise<(member: Member) => boolean> {
  const find = async (references: readonly PersonReference[]) => {
    const found = await Promise.all(references.map((reference) => findMember(deps, { actor, reference })));
    return new Set(
      found.flatMap((one) => {
        if (one.ok) return one.member.id;
        const why =
          one.reason === 'unknown-person'
            ? refuse('nobodyNamed', one.named, one.nearest === null ? '' : `; did you mean ${one.nearest}?`)
            : refuse('notManager', one.named);
        problems.push({ field: 'managers', ...why });
        return [];
      }),
    );
  };
  const all = change.managers === undefined ? null : await find(change.managers);
  const added = await find(change.addManagers ?? []);
  const removed = await find(change.removeManagers ?? []);
  return ({ id, isManager }) => !removed.has(id) && (added.has(id) || (all?.has(id) ?? isManager));
}
