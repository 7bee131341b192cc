import type { DateTime } from 'luxon';
import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import { parseWebhookAddress } from '../../domain/fulfillment/webhook-address.js';
import { refusalOf } from '../../domain/refusal.js';
import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import type { Carried } from '../sequences/availability.js';
import {
  type ChangeEffect,
  type EffectsReview,
  effectsToReview,
  isTouching,
  type SeenEffects,
} from '../sequences/changeEffects.js';
import { whoMayAllow } from '../sequences/whoMayAllow.js';
import type { SlackAnswers } from './askSlack.js';
import { assigneeReferences, unknownAssignees } from './importAssignees.js';
import { importEffects } from './importEffects.js';
import type { ImportProblem } from './importProblem.js';
import { brokenByTexts, refusedNames, unmetSteps } from './importSequences.js';
import { type ImportFile, readFiles } from './readFiles.js';
import { type ResolvedOwner, resolveOwners } from './resolveOwners.js';

/** An import as it was asked for. */
export interface AskedImport {
  readonly files: readonly ImportFile[];
  readonly slack: SlackAnswers;
  readonly now: DateTime;
  readonly carried: Carried;
  /** Null: the command line. */
  readonly by: string | null;
  /** Lines of contacts that are wrong are left out. */
  readonly goodOnes: boolean;
  readonly seen: SeenEffects | null;
}

export type CheckedFiles =
  | {
      readonly ok: true;
      readonly read: ReturnType<typeof readFiles>;
      /** Whom the files name. */
      readonly references: readonly OwnerReference[];
      readonly ownerOf: (reference: OwnerReference) => ResolvedOwner;
      /** What it does to people, where it concerns any. */
      readonly effects: readonly ChangeEffect[];
    }
  /** All that is wrong, in the order of the files; `good`: contacts of the lines that are not. */
  | {
      readonly ok: false;
      readonly reason: 'invalid';
      readonly problems: readonly ImportProblem[];
      readonly good: number;
    }
  | { readonly ok: false; readonly reason: 'review'; readonly review: EffectsReview };

/** Compares what files hold with what is stored, and works out what importing them would do. Changes nothing. */
export async function checkFiles(
  tables: Tables,
  { ids, settings }: Pick<AppDeps, 'ids'> & { readonly settings: Pick<AppDeps['settings'], 'admins'> },
  workspace: Workspace,
  asked: AskedImport,
): Promise<CheckedFiles> {
  const { files, slack, now, carried, by, goodOnes, seen } = asked;
  const workspaceId = workspace.id;
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
    ...(await unmetSteps({ tables, carried }, workspaceId, read)),
    ...(await refusedNames(tables, workspaceId, read)),
    ...plainWebhooks(read, carried),
    ...(await brokenByTexts(tables, workspaceId, read)),
    ...(await unknownAssignees(tables, workspaceId, read, { memberOf: ownerOf, channels: slack.channels })),
  ];
  // The last that is asked: it reads everybody who is in these sequences.
  const changes = problems.length > 0 ? [] : await importEffects(tables, { workspace, now }, read);
  const isAskable = by !== null && (await whoMayAllow(tables, { id: by, workspaceId }, settings)).length > 0;
  const { approvalLimit: limit } = workspace;
  if (isAskable) problems.push(...changes.flatMap(({ needsYes }) => needsYes(limit) ?? []));
  const wrongLines = read.badLines.flatMap((bad) => bad.problems);
  if (problems.length > 0 || (wrongLines.length > 0 && !goodOnes)) {
    const good = problems.length > 0 ? 0 : read.contacts.length;
    return { ok: false, reason: 'invalid', problems: inOrder([...problems, ...wrongLines], files), good };
  }
  const touching = changes.filter(({ effect }) => isTouching(effect));
  const effects = touching.map(({ effect }) => effect);
  const what = [...files.flatMap(({ name, content }) => [name, content]), ...touching.map(({ over }) => over)];
  const review = by === null ? null : effectsToReview(effects, { what, seen, limit, isAskable });
  if (review !== null) return { ok: false, reason: 'review', review };
  return { ok: true, read, references, ownerOf, effects };
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
