import { refuse } from '../../domain/refusal.js';
import type { StepFileJson } from '../../domain/sequence/file.js';
import { parseSequence } from '../../domain/sequence/parse.js';
import type { Problem } from '../../domain/sequence/problems.js';
import { slugOf } from '../../domain/sequence/slug.js';
import type { AppDeps } from '../deps.js';
import { planOf } from '../enrollments/planOf.js';
import type { SequenceDraft } from '../ports/stores/drafts.js';
import type { Member } from '../ports/stores/people.js';
import type { ShownBuilder, ShownEditing } from '../shown/builder.js';
import { shortTime } from '../shown/clocks.js';
import { readerZone } from '../shown/readerZone.js';
import { type Carried, whatIsCarried } from './availability.js';
import { checkSteps } from './checkSteps.js';
import { knownNames } from './checkTexts.js';
import { coachSequence } from './coachSequence.js';
import { type DraftRefusal, draftSteps, openDraft } from './draft.js';
import { noEnrollments } from './listSequences.js';
import { previewOf } from './previewOf.js';

/** A draft as the builder shows it. */
export interface DraftPreview extends Omit<ShownBuilder, 'page' | 'advice' | 'inputs' | 'notice'> {
  /** The draft's own keys as the sequence file has them, for the form of its settings. */
  readonly definition: SequenceDraft['definition'];
  readonly delayGridMinutes: number;
  /** That texts can come from, E.164; none where the provider does not say at the moment. */
  readonly numbers: readonly string[];
  /** The steps as the sequence file has them, for their forms. */
  readonly files: readonly StepFileJson[];
  /** Everything wrong, by path; none: it can be published. */
  readonly problems: readonly Problem[];
}

export type PreviewedDraft = { readonly ok: true; readonly preview: DraftPreview } | DraftRefusal;

/** The draft with the dates an enrollment made now would get (in the account zone), and what is wrong with it. */
export async function previewDraft(
  {
    store: { read },
    clock,
    texter,
    postcards,
    deliveries,
    settings,
  }: Pick<AppDeps, 'store' | 'clock' | 'texter' | 'postcards' | 'deliveries' | 'settings'>,
  { actor, draftId }: { readonly actor: Member; readonly draftId: string },
): Promise<PreviewedDraft> {
  const opened = await openDraft(read, actor, draftId);
  if (!opened.ok) return opened;
  const { draft } = opened;
  const workspace = await read.workspaces.byId(actor.workspaceId);
  if (workspace === null) throw new Error(`there is no workspace ${actor.workspaceId}`);
  const name = typeof draft.definition.name === 'string' ? draft.definition.name : '';
  const asGiven = parseSequence(draft.definition);
  // Dates do not wait for a name.
  const named = parseSequence({ ...draft.definition, name: name.trim() || 'New sequence' });
  const steps = named.ok ? named.sequence.steps : [];
  const carried = await whatIsCarried({ texter, postcards, deliveries, settings });
  const problems = [
    ...(asGiven.ok ? [] : asGiven.problems),
    ...checkSteps(steps, ['steps'], await namesFor(read, carried, actor.workspaceId, name)),
    ...(draftSteps(draft).length === 0 ? [{ path: 'steps', ...refuse('noSteps') }] : []),
    ...(await nameProblems(read, draft, name)),
  ];
  const now = await clock.now();
  const reader = readerZone(actor, workspace);
  const preview = named.ok
    ? previewOf(planOf({ definition: named.sequence }, workspace, null), now, {}, reader)
    : { enrolledAt: now, zone: workspace.zone, reader, dates: [], undated: [] };
  const editing = draft.edits === null ? null : await editingOf(read, draft, draft.edits, reader);
  const whole = problems.find(({ path }) => !path.startsWith('steps['));
  const defaultTime = draft.definition.defaultTime;
  return {
    ok: true,
    preview: {
      draftId,
      revision: draft.revision,
      name,
      type: draft.definition.type === 'date' ? 'date' : 'step',
      editing,
      unavailable: Object.fromEntries(
        Object.entries(carried.unavailable).map(([kind, { message }]) => [kind, message]),
      ),
      numbers: carried.numbers.ok ? carried.numbers.found : [],
      zone: draft.definition.zone === 'contact' ? 'contact' : 'account',
      defaultTime: typeof defaultTime === 'string' ? defaultTime : null,
      settings: named.ok ? named.sequence : null,
      steps: steps.map((step, index) => ({ step, problem: problemOfStep(problems, index) })),
      delayGridMinutes: workspace.delayGridMinutes,
      definition: draft.definition,
      files: draftSteps(draft),
      preview,
      remarks: named.ok ? await coachSequence(read, actor.workspaceId, named.sequence) : [],
      problem: whole === undefined ? null : whole.message,
      problems,
    },
  };
}

function problemOfStep(problems: readonly Problem[], index: number): string | null {
  const here = `steps[${index}]`;
  const found = problems.find(({ path }) => path === here || path.startsWith(`${here}.`));
  return found === undefined ? null : `${found.path.slice(here.length + 1)} ${found.message}`.trim();
}

type Read = AppDeps['store']['read'];

/** What is stored, and the draft's own name. */
async function namesFor(read: Read, carried: Carried, workspaceId: string, name: string) {
  const known = await knownNames(read, workspaceId, carried);
  return { ...known, sequences: [...known.sequences, name, slugOf(name)] };
}

async function nameProblems(read: Read, { workspaceId, edits }: SequenceDraft, name: string): Promise<Problem[]> {
  const taken = name.trim() === '' ? null : await read.sequences.byName(workspaceId, name);
  if (taken === null || taken.id === edits?.sequenceId) return [];
  return [{ path: 'name', ...refuse('sequenceTaken', taken.name) }];
}

/** What stands beside the draft of a live sequence: its version, its people, who else edits it. */
async function editingOf(
  read: Read,
  draft: SequenceDraft,
  { sequenceId, baseVersionId }: NonNullable<SequenceDraft['edits']>,
  reader: string,
): Promise<ShownEditing> {
  const sequence = await read.sequences.byId(sequenceId);
  const base = await read.sequences.version(baseVersionId);
  if (sequence === null || base === null) throw new Error(`what draft ${draft.id} edits is not stored`);
  const { active, paused, completed } =
    (await read.sequences.counts(draft.workspaceId)).get(sequenceId) ?? noEnrollments;
  const others = (await read.drafts.ofSequence(sequenceId)).filter(({ memberId }) => memberId !== draft.memberId);
  const members = await Promise.all(others.map(({ memberId }) => read.members.byId(memberId)));
  return {
    name: sequence.name,
    version: base.number,
    people: active + paused + completed,
    others: others.map(({ updatedAt }, index) => ({
      name: members[index]?.name ?? 'Somebody',
      at: shortTime(updatedAt, reader),
    })),
  };
}
