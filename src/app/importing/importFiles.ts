import type { DateTime } from 'luxon';
import type { FinishedChoice } from '../../domain/enrollment/publish.js';
import type { AppDeps } from '../deps.js';
import { newWorkspace } from '../people/newWorkspace.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import { type Providers, whatIsCarried } from '../sequences/availability.js';
import type { ChangeEffect, EffectsReview, SeenEffects } from '../sequences/changeEffects.js';
import { publishLimitMs } from '../sequences/publishSequence.js';
import { askSlack, isDocument } from './askSlack.js';
import { type AskedImport, checkFiles } from './checkFiles.js';
import type { ImportProblem } from './importProblem.js';
import type { ImportFile } from './readFiles.js';
import { type Came, importSubject, storeFiles } from './storeFiles.js';

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
  /** Just this, as it was seen, was imported already: at another click on the same button. */
  | { readonly ok: false; readonly reason: 'already' }
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

/** How often what an import rests on may change while it is worked out; after that the workspace is held meanwhile. */
const triesUnheld = 3;

/**
 * Imports sequence files, templates and contacts, all or nothing; with `goodOnes`, lines of contacts that are wrong are left out. A sequence that there is gets a new version, as an edit
 * does; from Slack, once what it does to the people in it was seen. Into the workspace named, else into the only one, else into the one that the first Slack team will take over.
 * What it does is worked out before the workspace is held, which enrolling waits for, and again where what it rests on has changed by then.
 */
export async function importFiles(
  deps: ImportDeps,
  files: readonly ImportFile[],
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { goodOnes = false, seen = null, finished = 'continue' } = options;
  const now = await deps.clock.now();
  const asked: AskedImport = {
    ...{ files, now, goodOnes, seen, by: options.importedById ?? null },
    slack: await askSlack(deps, files),
    carried: await whatIsCarried(deps),
  };
  for (let tried = 0; ; tried += 1) {
    const result = await importOnce(deps, asked, { options, finished, holdsMeanwhile: tried === triesUnheld });
    if (result === null) continue;
    if (result.ok) deps.poke();
    return result;
  }
}

/** Null where what it rests on changed meanwhile; never where it `holdsMeanwhile`. */
async function importOnce(
  deps: ImportDeps,
  asked: AskedImport,
  {
    options,
    finished,
    holdsMeanwhile,
  }: {
    readonly options: ImportOptions;
    readonly finished: FinishedChoice;
    readonly holdsMeanwhile: boolean;
  },
): Promise<ImportResult | null> {
  const { store, ids } = deps;
  const { files, now, by, carried, seen } = asked;
  const { read } = store;
  const into = await workspaceFor(read, options.workspaceId);
  if (Array.isArray(into)) return { ok: false, reason: 'which-workspace', workspaces: into };
  if (into !== null && (await isDone(read, into, asked))) return { ok: false, reason: 'already' };
  const before = into === null ? null : await restsOn(read, into);
  const checked = into === null || holdsMeanwhile ? null : await checkFiles(read, deps, into, asked);
  if (checked?.ok === false) return checked;
  return store.transact(
    async (tables): Promise<ImportResult | null> => {
      const workspace = into === null ? await made(tables, deps, now) : await tables.workspaces.lock(into.id);
      if (workspace === null) throw new Error('the workspace is gone');
      if (await isDone(tables, workspace, asked)) return { ok: false, reason: 'already' };
      if (checked !== null && (await restsOn(tables, workspace)) !== before) return null;
      const right = checked ?? (await checkFiles(tables, deps, workspace, asked));
      if (!right.ok) return right;
      const { effects, ...found } = right;
      const given = { workspace, ...found, files, by, finished, seen: seen?.what ?? null };
      return { ok: true, imported: { ...(await storeFiles({ tables, ids, now, carried }, given)), effects, now } };
    },
    { limitMs: publishLimitMs, writes: files.every(({ name }) => isDocument(name)) ? 'few' : 'many' },
  );
}

/** The one to import into; null where there is none yet, several where none was named. */
async function workspaceFor(
  { workspaces }: Tables,
  workspaceId: string | undefined,
): Promise<Workspace | Workspace[] | null> {
  const all = await workspaces.all();
  const named = all.find(({ id }) => id === workspaceId);
  if (workspaceId !== undefined && named === undefined) throw new Error(`there is no workspace ${workspaceId}`);
  const [only = null, ...others] = all;
  return named ?? (others.length === 0 ? only : all);
}

/** The one that the first Slack team will take over. */
async function made({ workspaces }: Tables, { ids, settings }: ImportDeps, now: DateTime): Promise<Workspace> {
  const zone = settings.zone === null ? {} : { zone: settings.zone, zoneIsSet: true };
  const workspace = newWorkspace({ id: ids.next(), name: 'Drumbeat', ...zone });
  await workspaces.create(workspace, now);
  return workspace;
}

/**
 * Stands for what the checks and the effects of an import were worked out from. Names of custom fields are left out: they come
 * with contacts, all the time, and take reading all of those.
 */
async function restsOn(tables: Tables, { id }: Workspace): Promise<string> {
  const workspace = await tables.workspaces.byId(id);
  const sequences = await tables.sequences.all(id);
  const templates = await tables.templates.all(id);
  const lists = await tables.parcels.lists(id);
  return JSON.stringify([
    workspace,
    sequences.map(({ currentVersionId }) => currentVersionId),
    [...templates, ...lists].map((row) => [row.id, row.version]),
    await tables.members.all(id),
  ]);
}

/** Whether the import was made that somebody says yes to as they saw it (`seen`): they clicked twice. */
async function isDone({ audit }: Tables, { id }: Workspace, { files, by, seen }: AskedImport): Promise<boolean> {
  if (by === null || seen === null) return false;
  const last = await audit.latest(id, 'import', [importSubject(files)]);
  return last?.actorId === by && last.detail?.seen === seen.what;
}
