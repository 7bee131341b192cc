import type { DateTime } from 'luxon';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import type { SlackPerson } from '../ports/chat.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import { asConfigured } from './configuredAdmins.js';

export type PeopleDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'directory'> & {
  readonly settings: Pick<AppDeps['settings'], 'admins'>;
};

export type IdentifiedMember =
  /** `member` is as use cases take their `actor`: an admin of the configuration's is an admin. */
  | { readonly ok: true; readonly member: Member }
  /** A guest, a bot, somebody who left or is of another workspace. `message` is a sentence for that person. */
  | { readonly ok: false; readonly reason: 'refused'; readonly message: string }
  /** Slack knows nobody of that id. */
  | { readonly ok: false; readonly reason: 'unknown-person'; readonly message: string };

/** How long what Slack said of a person is taken as still true. */
const freshFor = { days: 1 };

/**
 * Who is acting: the member for a Slack user. Slack is asked about people it has not seen, or not for a day; when it
 * cannot be asked, what is stored counts. Somebody an import named by address is recognised by it. The first admin seen
 * gives the account zone where none is set. Rejects only when somebody is unknown and Slack cannot be asked.
 */
export async function identifyMember(
  deps: PeopleDeps,
  { workspaceId, slackUserId }: { readonly workspaceId: string; readonly slackUserId: string },
): Promise<IdentifiedMember> {
  const now = await deps.clock.now();
  const known = await deps.store.read.members.seen(workspaceId, slackUserId);
  if (known !== null && known.seenAt.plus(freshFor) > now) return judged(known.member, deps);
  let person: SlackPerson | null;
  try {
    person = await deps.directory.person(slackUserId);
  } catch (error) {
    if (known === null) throw error;
    return judged(known.member, deps);
  }
  if (person === null) {
    return known === null
      ? { ok: false, reason: 'unknown-person', message: 'Slack does not know this person.' }
      : judged({ ...known.member, isRefused: true }, deps);
  }
  return judged(await rememberPerson(deps, workspaceId, person, now), deps);
}

function judged(member: Member, { settings }: PeopleDeps): IdentifiedMember {
  if (!member.isRefused) return { ok: true, member: asConfigured(member, settings) };
  const message = 'Drumbeat is for full members of this Slack workspace, not for guests, bots or other workspaces.';
  return { ok: false, reason: 'refused', message };
}

/** Writes down what Slack says of somebody. Two at once end with one member. */
export async function rememberPerson(
  deps: Pick<PeopleDeps, 'store' | 'ids' | 'settings'>,
  workspaceId: string,
  person: SlackPerson,
  now: DateTime,
): Promise<Member> {
  const write = () => deps.store.transact((tables) => writePerson(tables, deps, workspaceId, person, now));
  try {
    return await write();
  } catch (error) {
    // Somebody else wrote the same person first: a unique index said so.
    if ((await deps.store.read.members.bySlackId(workspaceId, person.slackUserId)) === null) throw error;
    return write();
  }
}

async function writePerson(
  tables: Tables,
  { ids, settings }: { readonly ids: Ids; readonly settings: PeopleDeps['settings'] },
  workspaceId: string,
  person: SlackPerson,
  now: DateTime,
): Promise<Member> {
  const { slackUserId, handle, name, email, title, zone, isAdmin, isRefused } = person;
  const stored =
    (await tables.members.bySlackId(workspaceId, slackUserId)) ?? (await imported(tables, workspaceId, email));
  const member: Member = {
    id: stored?.id ?? ids.next(),
    workspaceId,
    slackUserId,
    handle,
    name,
    email,
    title,
    zone,
    isSlackAdmin: isAdmin,
    isManager: stored?.isManager ?? false,
    isRefused,
  };
  const givesZone = zone !== null && asConfigured(member, settings).isSlackAdmin;
  // The workspace's row before the member's, as everywhere.
  const workspace = givesZone ? await tables.workspaces.byId(workspaceId) : null;
  const unset = workspace?.zoneIsSet === false ? await tables.workspaces.lock(workspaceId) : null;
  await tables.members.save(member, now);
  if (zone !== null && unset?.zoneIsSet === false)
    await takeZone(tables, member, { from: unset.zone, to: zone }, ids, now);
  return member;
}

/** A member whom only an import has named so far. */
async function imported(tables: Tables, workspaceId: string, email: string | null): Promise<Member | null> {
  const member = email === null ? null : await tables.members.byEmail(workspaceId, email);
  return member?.slackUserId === null ? member : null;
}

/** The first admin seen gives the account zone. */
async function takeZone(
  tables: Tables,
  member: Member,
  { from, to }: { readonly from: string; readonly to: string },
  ids: Ids,
  now: DateTime,
): Promise<void> {
  await tables.workspaces.update(member.workspaceId, { zone: to, zoneIsSet: true });
  const detail = { from, to, why: "the first admin's zone" };
  await audit({ tables, ids, now }, member, { action: 'settings', subject: 'zone', detail });
}
