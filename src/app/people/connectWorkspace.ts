import type { DateTime } from 'luxon';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import { type PeopleDeps, rememberPerson } from './identifyMember.js';
import { newWorkspace } from './newWorkspace.js';

type ConnectDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'directory'> & {
  readonly settings: Pick<AppDeps['settings'], 'admins' | 'zone'>;
};

/**
 * The workspace of the Slack team that the program's token belongs to: known already, or the one that imports filled
 * before any team connected, or a new one. Its zone is the configuration's, else
 * the first admin's, until settings say otherwise. Members whom an import named by address are looked up in Slack. Rejects when Slack cannot be asked who it is.
 */
export async function connectWorkspace(deps: ConnectDeps): Promise<Workspace> {
  const team = await deps.directory.team();
  const now = await deps.clock.now();
  const connect = () => deps.store.transact((tables) => connected(tables, deps, team, now));
  // Two programs that start at once: the second finds what the first has made.
  const workspace = await connect().catch(connect);
  await recogniseImported(deps, workspace, now);
  return (await deps.store.read.workspaces.byId(workspace.id)) ?? workspace;
}

type Team = Awaited<ReturnType<AppDeps['directory']['team']>>;

async function connected(tables: Tables, deps: ConnectDeps, team: Team, now: DateTime): Promise<Workspace> {
  const { ids, settings } = deps;
  const { slackTeamId, name, botUserId } = team;
  const known = (await tables.workspaces.byTeam(slackTeamId)) ?? (await tables.workspaces.unconnected());
  const zone = settings.zone === null || known?.zoneIsSet ? {} : { zone: settings.zone, zoneIsSet: true };
  if (known !== null) {
    const change = { slackTeamId, name, botUserId, ...zone };
    await tables.workspaces.update(known.id, change);
    if (known.slackTeamId === null) await noteConnection(tables, known.id, deps, team, now);
    return { ...known, ...change };
  }
  const workspace = newWorkspace({ id: ids.next(), slackTeamId, name, botUserId, ...zone });
  await tables.workspaces.create(workspace, now);
  await noteConnection(tables, workspace.id, deps, team, now);
  return workspace;
}

async function noteConnection(
  tables: Tables,
  workspaceId: string,
  { ids }: ConnectDeps,
  { name, slackTeamId }: Team,
  now: DateTime,
): Promise<void> {
  const detail = { slackTeamId };
  await audit({ tables, ids, now }, { workspaceId, id: null }, { action: 'connect', subject: name, detail });
}

/**
 * Owners that an import named by address get their Slack account, so that tasks reach them; and where no zone is set the
 * first admin of the workspace gives theirs (Slack does not tell a bot who installed it).
 */
async function recogniseImported(
  deps: Pick<PeopleDeps, 'store' | 'ids' | 'directory' | 'settings'>,
  workspace: Workspace,
  now: DateTime,
): Promise<void> {
  const members = await deps.store.read.members.all(workspace.id);
  const waiting = new Set(
    members.flatMap(({ slackUserId, email }) => (slackUserId === null && email !== null ? email.toLowerCase() : [])),
  );
  if (waiting.size === 0 && workspace.zoneIsSet) return;
  const people = await deps.directory.people();
  const admin = workspace.zoneIsSet ? undefined : people.find((one) => one.isAdmin && one.zone !== null);
  for (const person of people) {
    const isWaiting = person.email !== null && waiting.has(person.email.toLowerCase());
    if (isWaiting || person === admin) await rememberPerson(deps, workspace.id, person, now);
  }
}
