import type { DateTime } from 'luxon';
import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import { parseWebhookAddress } from '../../domain/fulfillment/webhook-address.js';
import { refusalOf } from '../../domain/refusal.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { saveList } from '../fulfillment/saveList.js';
import { newWorkspace } from '../people/newWorkspace.js';
import type { Directory, SlackPerson } from '../ports/chat.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import { type Carried, type Providers, whatIsCarried } from '../sequences/availability.js';
import { publishLimitMs } from '../sequences/publishSequence.js';
import { releaseForTexts, saveTemplate } from '../sequences/saveTemplate.js';
import { assigneeReferences, namesAnybody, unknownAssignees } from './importAssignees.js';
import { type ImportedContacts, importContacts, type OwnedContact } from './importContacts.js';
import type { ImportProblem } from './importProblem.js';
import { brokenByTexts, type ImportedSequence, publishAll, refusedNames, unmetSteps } from './importSequences.js';
import { needingYes } from './importYes.js';
import { type BadLines, type ImportFile, type ReadFiles, readFiles } from './readFiles.js';
import { resolveOwners } from './resolveOwners.js';

export type ImportDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'> &
  // The command line has no Slack to ask.
  Partial<Pick<AppDeps, 'directory'>> & {
    readonly settings: Pick<AppDeps['settings'], 'zone' | 'mailFrom' | 'admins'>;
  } & Providers;

/** What came in. */
export interface Imported {
  readonly workspace: Workspace;
  readonly sequences: readonly ImportedSequence[];
  readonly templates: readonly { readonly name: string; readonly kind: 'created' | 'changed' | 'unchanged' }[];
  readonly lists: readonly { readonly name: string; readonly kind: 'created' | 'changed' | 'unchanged' }[];
  readonly contacts: ImportedContacts;
  /** Lines of contacts that were left out; only where the good ones were asked for. */
  readonly leftOut: readonly Omit<BadLines, 'problems'>[];
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
  /** There are several workspaces and none was named. */
  | { readonly ok: false; readonly reason: 'which-workspace'; readonly workspaces: readonly Workspace[] };

/**
 * Imports sequence files, templates and contacts, all or nothing; with `goodOnes`, lines of contacts that are wrong are left out. A sequence that there is gets a new version, as an edit
 * does. Into the workspace named, else into the only one, else into the one that the first Slack team will take over.
 */
export async function importFiles(
  deps: ImportDeps,
  files: readonly ImportFile[],
  options: { readonly workspaceId?: string; readonly importedById?: string; readonly goodOnes?: boolean } = {},
): Promise<ImportResult> {
  const now = await deps.clock.now();
  const slack = await askSlack(deps, files);
  const carried = await whatIsCarried(deps);
  const result = await deps.store.transact(
    async (tables): Promise<ImportResult> => {
      const workspace = await workspaceFor(tables, deps, options.workspaceId, now);
      if (Array.isArray(workspace)) return { ok: false, reason: 'which-workspace', workspaces: workspace };
      const by = options.importedById ?? null;
      const goodOnes = options.goodOnes ?? false;
      return importInto(tables, deps, workspace, { files, slack, now, carried, by, goodOnes });
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
  },
): Promise<ImportResult> {
  const { files, slack, now, carried, by, goodOnes } = given;
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
  if (problems.length === 0 && by !== null) {
    problems.push(...(await needingYes(tables, { workspace, by, settings, now }, read)));
  }
  const wrongLines = read.badLines.flatMap((bad) => bad.problems);
  if (problems.length > 0 || (wrongLines.length > 0 && !goodOnes)) {
    const good = problems.length > 0 ? 0 : read.contacts.length;
    return { ok: false, reason: 'invalid', problems: inOrder([...problems, ...wrongLines], files), good };
  }
  const owned: OwnedContact[] = [];
  for (const contact of read.contacts) {
    const owner = contact.owner === null ? null : ownerOf(contact.owner);
    owned.push({ contact, ownerId: owner?.ok ? owner.memberId : null });
  }
  for (const member of new Set(references.map(ownerOf).flatMap((owner) => ('create' in owner ? owner.create : [])))) {
    await tables.members.save(member, now);
  }
  const templates = [];
  for (const { template } of read.templates) {
    const saved = await saveTemplate(context, {
      workspaceId,
      template,
      savedById: by,
      customFields: read.customFields,
    });
    if (!saved.ok) throw new Error(`template ${template.name} was checked and is refused`);
    templates.push({ name: template.name, kind: saved.kind });
  }
  const lists = [];
  for (const { list } of read.lists) {
    lists.push({ name: list.name, kind: await saveList(context, { workspace, list, savedById: by }) });
  }
  const sequences = await publishAll(context, { workspaceId, publishedById: by }, read);
  // After the sequences' rows and before the contacts', as everywhere.
  if (templates.some(({ kind }) => kind === 'changed')) await releaseForTexts(context, workspaceId);
  const contacts = await importContacts(context, workspaceId, owned);
  const detail = {
    sequences: sequences.length,
    templates: templates.length,
    contacts: owned.length,
    ...leftOutIn(read),
  };
  const subject = files.map(({ name }) => name).join(', ');
  await audit({ tables, ids, now }, { workspaceId, id: by }, { action: 'import', subject, detail });
  const leftOut = read.badLines.map(({ file, lines, csv }) => ({ file, lines, csv }));
  return { ok: true, imported: { workspace, sequences, templates, lists, contacts, leftOut } };
}

/** How many lines were left out, for the audit. */
function leftOutIn({ badLines }: Pick<ReadFiles, 'badLines'>) {
  return badLines.length === 0 ? {} : { leftOut: badLines.reduce((sum, { lines }) => sum + lines, 0) };
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
