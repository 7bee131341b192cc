import type { DateTime } from 'luxon';
import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import type { FinishedChoice } from '../../domain/enrollment/publish.js';
import { parseWebhookAddress } from '../../domain/fulfillment/webhook-address.js';
import { refusalOf } from '../../domain/refusal.js';
import type { AppDeps } from '../deps.js';
import { newWorkspace } from '../people/newWorkspace.js';
import type { Directory, SlackPerson } from '../ports/chat.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import { type Carried, type Providers, whatIsCarried } from '../sequences/availability.js';
import {
  type ChangeEffect,
  concernedBy,
  type EffectsReview,
  effectsToReview,
  type SeenEffects,
} from '../sequences/changeEffects.js';
import { publishLimitMs } from '../sequences/publishSequence.js';
import { whoMayAllow } from '../sequences/whoMayAllow.js';
import { assigneeReferences, namesAnybody, unknownAssignees } from './importAssignees.js';
import { importEffects } from './importEffects.js';
import type { ImportProblem } from './importProblem.js';
import { brokenByTexts, refusedNames, unmetSteps } from './importSequences.js';
import { type ImportFile, readFiles } from './readFiles.js';
import { resolveOwners } from './resolveOwners.js';
import { type Came, storeFiles } from './storeFiles.js';

export type ImportDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'> &
  // The command line has no Slack to ask.
  Partial<Pick<AppDeps, 'directory'>> & {
    readonly settings: Pick<AppDeps['settings'], 'zone' | 'mailFrom' | 'admins'>;
  } & Providers;

/** What came in, and what it did. */
export interface Imported extends Came {
  /** What it did to the people in sequences, where it concerned any; times are seen from `now`. */
  readonly effects: readonly ChangeEffect[];
  readonly now: DateTime;
}

export type ImportResult =
  | { readonly ok: true; readonly imported: Imported }
  /**
   * Nothing was changed. Everything wrong in all of the files, in their order. `good`: how many contacts could be imported
   * without the lines that are wrong; 0 where anything else is wrong too.
   */
  | {
      readonly ok: false;
      readonly reason: 'invalid';
      readonly problems: readonly ImportProblem[];
      readonly good: number;
    }
  /** Somebody imports from Slack what concerns people, and has not seen yet what it does to them. Nothing was changed. */
  | { readonly ok: false; readonly reason: 'review'; readonly review: EffectsReview }
  /** There are several workspaces and none was named. */
  | { readonly ok: false; readonly reason: 'which-workspace'; readonly workspaces: readonly Workspace[] };

export interface ImportOptions {
  readonly workspaceId?: string;
  /** Who imports from Slack; the command line asks and is asked nothing. */
  readonly importedById?: string;
  readonly goodOnes?: boolean;
  /** What it does to people as it was looked at. */
  readonly seen?: SeenEffects | null;
  /** What becomes of those at the end to whom steps come new; unless given, they go on. */
  readonly finished?: FinishedChoice;
}

/**
 * Imports sequence files, templates and contacts, all or nothing; with `goodOnes`, lines of contacts that are wrong are left out. A sequence that there is gets a new version, as an edit
 * does; from Slack, once what it does to the people in it was seen. Into the workspace named, else into the only one, else into the one that the first Slack team will take over.
 */
export async function importFiles(
  deps: ImportDeps,
  files: readonly ImportFile[],
  options: ImportOptions = {},
): Promise<ImportResult> {
  const now = await deps.clock.now();
  const slack = await askSlack(deps, files);
  const carried = await whatIsCarried(deps);
  const result = await deps.store.transact(
    async (tables): Promise<ImportResult> => {
      const workspace = await workspaceFor(tables, deps, options.workspaceId, now);
      if (Array.isArray(workspace)) return { ok: false, reason: 'which-workspace', workspaces: workspace };
      const by = options.importedById ?? null;
      const { goodOnes = false, seen = null, finished = 'continue' } = options;
      return importInto(tables, deps, workspace, { files, slack, now, carried, by, goodOnes, seen, finished });
    },
    { limitMs: publishLimitMs, writes: files.every(({ name }) => isDocument(name)) ? 'few' : 'many' },
  );
  if (result.ok) deps.poke();
  return result;
}

/** What Slack says for an import; null where it could not be asked, or need not be. */
interface SlackAnswers {
  readonly people: readonly SlackPerson[] | null;
  /** Channels that the app is in. */
  readonly channels: Awaited<ReturnType<Directory['channels']>> | null;
}

/** Who is in Slack, where files name owners or others, and where the app may show tasks. */
async function askSlack({ directory }: ImportDeps, files: readonly ImportFile[]): Promise<SlackAnswers> {
  const hasContacts = files.some(({ name }) => !isDocument(name));
  const documents = files.filter(({ name }) => isDocument(name));
  const isAnybodyNamed = namesAnybody(readFiles(documents, null));
  return {
    people: directory !== undefined && (hasContacts || isAnybodyNamed) ? await directory.people() : null,
    channels: directory !== undefined && isAnybodyNamed ? await directory.channels() : null,
  };
}

function isDocument(name: string): boolean {
  return /\.(ya?ml|json)$/i.test(name);
}

async function workspaceFor(
  tables: Tables,
  { ids, settings }: ImportDeps,
  workspaceId: string | undefined,
  now: DateTime,
): Promise<Workspace | Workspace[]> {
  const all = await tables.workspaces.all();
  const named = all.find(({ id }) => id === workspaceId);
  if (workspaceId !== undefined && named === undefined) throw new Error(`there is no workspace ${workspaceId}`);
  const [only, ...others] = all;
  const found = named ?? (others.length === 0 ? only : undefined);
  if (found !== undefined) return (await tables.workspaces.lock(found.id)) ?? found;
  if (all.length > 0) return all;
  const zone = settings.zone === null ? {} : { zone: settings.zone, zoneIsSet: true };
  const workspace = newWorkspace({ id: ids.next(), name: 'Drumbeat', ...zone });
  await tables.workspaces.create(workspace, now);
  return workspace;
}

async function importInto(
  tables: Tables,
  { ids, settings }: ImportDeps,
  workspace: Workspace,
  given: {
    readonly files: readonly ImportFile[];
    readonly slack: SlackAnswers;
    readonly now: DateTime;
    readonly carried: Carried;
    /** Null: the command line. */
    readonly by: string | null;
    /** Lines of contacts that are wrong are left out. */
    readonly goodOnes: boolean;
    readonly seen: SeenEffects | null;
    readonly finished: FinishedChoice;
  },
): Promise<ImportResult> {
  const { files, slack, now, carried, by, goodOnes, seen, finished } = given;
  const workspaceId = workspace.id;
  const context = { tables, ids, now, carried };
  const fieldNames = await tables.contacts.fieldNames(workspaceId);
  const first = readFiles(files, fieldNames);
  const isConnected = workspace.slackTeamId !== null;
  const references = [...first.owners, ...assigneeReferences(first)];
  const ownerContext = { workspaceId, isConnected, people: slack.people, nextId: ids.next, now };
  const ownerOf = await resolveOwners(tables, references, ownerContext);
  const refusesOwner = (reference: OwnerReference) => {
    const owner = ownerOf(reference);
    return owner.ok ? null : refusalOf(owner);
  };
  // Owners that nobody is are told with their lines.
  const isKnown = first.owners.every((owner) => refusesOwner(owner) === null);
  const read = isKnown ? first : readFiles(files, fieldNames, refusesOwner);
  const problems = [
    ...read.problems,
    ...(await unmetSteps(context, workspaceId, read)),
    ...(await refusedNames(tables, workspaceId, read)),
    ...plainWebhooks(read, carried),
    ...(await brokenByTexts(tables, workspaceId, read)),
    ...unknownAssignees(read, ownerOf, slack.channels),
  ];
  // The last that is asked: it reads everybody who is in these sequences.
  const changes = problems.length > 0 ? [] : await importEffects(tables, { workspace, now }, read);
  const isAskable = by !== null && (await whoMayAllow(tables, { id: by, workspaceId }, settings)).length > 0;
  const { approvalLimit: limit } = workspace;
  const tooMany = isAskable ? changes.filter(({ effect }) => concernedBy(effect) > limit) : [];
  problems.push(...tooMany.map(({ needsYes }) => needsYes(limit)));
  const wrongLines = read.badLines.flatMap((bad) => bad.problems);
  if (problems.length > 0 || (wrongLines.length > 0 && !goodOnes)) {
    const good = problems.length > 0 ? 0 : read.contacts.length;
    return { ok: false, reason: 'invalid', problems: inOrder([...problems, ...wrongLines], files), good };
  }
  const touching = changes.filter(({ effect }) => concernedBy(effect) > 0);
  const effects = touching.map(({ effect }) => effect);
  const what = [...files.flatMap(({ name, content }) => [name, content]), ...touching.map(({ over }) => over)];
  const review = by === null ? null : effectsToReview(effects, { what, seen, limit, isAskable });
  if (review !== null) return { ok: false, reason: 'review', review };
  const came = await storeFiles(context, { workspace, read, files, references, ownerOf, by, finished });
  return { ok: true, imported: { ...came, effects, now } };
}

/** Lists with addresses that deliveries, which carry people's addresses, may not go to. */
function plainWebhooks({ lists }: ReturnType<typeof readFiles>, carried: Carried): ImportProblem[] {
  return lists.flatMap(({ list: { to }, problem }) => {
    if (to.kind === 'mail') return [];
    const address = parseWebhookAddress(to.url, carried);
    return address.ok ? [] : [problem({ path: 'deliver.to', ...refusalOf(address) })];
  });
}

function inOrder(problems: readonly ImportProblem[], files: readonly ImportFile[]): ImportProblem[] {
  const rank = (file: string) => files.findIndex(({ name }) => name === file);
  return [...problems].sort((a, b) => rank(a.file) - rank(b.file) || (a.line ?? 0) - (b.line ?? 0));
}
