import { boundsOf, type Period } from '../../domain/report/period.js';
import { goneSteps, reportSteps } from '../../domain/report/sequence-report.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { AppDeps } from '../deps.js';
import type { NotAllowed } from '../enrollments/target.js';
import { UnreadableContent } from '../faults.js';
import { refusal } from '../people/refusal.js';
import type { Member, Workspace } from '../ports/stores/people.js';
import type { ListedVersion } from '../ports/stores/sequences.js';
import { findSequence, type UnknownSequence } from '../sequences/findSequence.js';
import type { ShownReport } from '../shown/report.js';

export type ReportResult = { readonly ok: true; readonly report: ShownReport } | UnknownSequence;

type ReportDeps = Pick<AppDeps, 'store' | 'clock'> & {
  readonly settings: Pick<AppDeps['settings'], 'hearsOfMails'>;
};

/** What the steps of a sequence, by name or slug, came to in a period of the account's days. For managers. */
export async function reportSequence(
  deps: ReportDeps,
  { actor, ...asked }: { readonly actor: Member; readonly name: string; readonly period: Period },
): Promise<ReportResult | NotAllowed> {
  const refused = refusal(actor, 'see-reports', false);
  if (refused !== null) return refused;
  const workspace = await deps.store.read.workspaces.byId(actor.workspaceId);
  if (workspace === null) throw new Error(`a member of no workspace: ${actor.id}`);
  return reportOf(deps, { workspace, ...asked });
}

export type BesideReport =
  | ReportResult
  /** There are several workspaces. */
  | { readonly ok: false; readonly reason: 'which-workspace'; readonly workspaces: readonly Workspace[] };

/** The same for the command line, which has no person: of the only workspace. */
export async function reportBeside(
  deps: ReportDeps,
  asked: { readonly name: string; readonly period: Period },
): Promise<BesideReport> {
  const workspaces = await deps.store.read.workspaces.all();
  const [workspace] = workspaces;
  if (workspaces.length > 1) return { ok: false, reason: 'which-workspace', workspaces };
  if (workspace === undefined) return { ok: false, reason: 'unknown-sequence', name: asked.name, nearest: [] };
  return reportOf(deps, { workspace, ...asked });
}

async function reportOf(
  { store: { read }, clock, settings: { hearsOfMails } }: ReportDeps,
  { workspace, name, period }: { readonly workspace: Workspace; readonly name: string; readonly period: Period },
): Promise<ReportResult> {
  const found = await findSequence(read, workspace.id, name);
  if (!found.ok) return found;
  const { id: sequenceId, slug, currentVersionId } = found.sequence;
  const version = await read.sequences.version(currentVersionId);
  if (version === null) throw new Error(`sequence ${sequenceId} has no version`);
  const now = await clock.now();
  const { zone } = workspace;
  const bounds = boundsOf(period, now, zone);
  const figures = await read.reports.figures({ sequenceId, ...bounds, now });
  const isWhole = goneSteps(version.definition, figures).length === 0;
  const versions = isWhole ? [] : (await read.sequences.versions(sequenceId)).flatMap(readable);
  const steps = reportSteps(version.definition, figures, versions);
  const about = { sequenceId, slug, name: found.sequence.name, period, ...bounds, now, zone };
  return { ok: true, report: { ...about, steps, hearsOfMails } };
}

/** What cannot be read here names no steps: they stand by their ids. */
function readable({ definition }: ListedVersion): Sequence[] {
  return definition instanceof UnreadableContent ? [] : [definition];
}
