import type { StepFileJson } from '../../domain/sequence/file.js';
import { parseSteps } from '../../domain/sequence/parse.js';
import { isObject, type Problem, pathOf } from '../../domain/sequence/problems.js';
import { slugOf, uniqueSlug } from '../../domain/sequence/slug.js';
import { peopleNamed } from '../../domain/steps/people-named.js';
import type { AppDeps } from '../deps.js';
import type { PeopleDeps } from '../people/identifyMember.js';
import type { Tables } from '../ports/store.js';
import type { SequenceDraft } from '../ports/stores/drafts.js';
import type { Member } from '../ports/stores/people.js';
import { type Carried, whatIsCarried } from './availability.js';
import { peopleProblems } from './checkAssignee.js';
import { threadProblems } from './checkMails.js';
import { checkStep } from './checkSteps.js';
import { knownNames } from './checkTexts.js';
import { type DraftHead, type DraftRefusal, draftSteps, headDefinition, keepDraft, openDraft } from './draft.js';
import { type SettingsFile, settingsDefinition, settingsProblems } from './draftSettings.js';
import { withNames } from './namePeople.js';

/** A change of a draft. Steps are called by their id; a step's JSON is that of the sequence file. */
export type DraftChange =
  | { readonly change: 'setHead'; readonly head: DraftHead }
  /** Keys of the sequence file; what is left out goes back to its usual. */
  | { readonly change: 'setSettings'; readonly settings: SettingsFile }
  /** A reply ends it, beside what ends it already. */
  | { readonly change: 'exitOnReply' }
  /** `after`: the step that it comes after, null: first; left out: at the end. Its id is made from its name, else from its kind. */
  | { readonly change: 'addStep'; readonly step: StepFileJson; readonly after?: string | null }
  /** The step keeps its id, and without `after` its place. */
  | {
      readonly change: 'replaceStep';
      readonly stepId: string;
      readonly step: StepFileJson;
      readonly after?: string | null;
    }
  | { readonly change: 'moveStep'; readonly stepId: string; readonly to: 'up' | 'down' }
  /** The copy comes right after it. */
  | { readonly change: 'copyStep'; readonly stepId: string }
  | { readonly change: 'removeStep'; readonly stepId: string }
  /** With all that come after it. */
  | { readonly change: 'removeFrom'; readonly stepId: string };

export type ChangedDraft =
  | { readonly ok: true; readonly draft: SequenceDraft; readonly stepId: string | null }
  | DraftRefusal
  /** Somebody changed it since `revision`; `draft` is how it stands now. */
  | { readonly ok: false; readonly reason: 'changed-meanwhile'; readonly draft: SequenceDraft }
  /** Paths are within the step (`when.at`; `''` the whole step), of settings within the file (`window.to`). Nothing was changed. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly Problem[] };

/**
 * Changes a draft at a revision that the person saw. A step is checked when it is saved: its form, its texts' variables,
 * the templates and the people it names (of a stranger or a channel Slack is asked). The draft in the answer has the next revision.
 */
export async function changeDraft(
  deps: PeopleDeps & Pick<AppDeps, 'texter' | 'postcards' | 'deliveries' | 'settings'>,
  input: {
    readonly actor: Member;
    readonly draftId: string;
    readonly revision: number;
    readonly change: DraftChange;
  },
): Promise<ChangedDraft> {
  const { actor, draftId, revision, change } = input;
  const now = await deps.clock.now();
  const found = await strangers(deps, actor, change);
  const named = await withPeopleNamed(deps, input);
  const carried = await whatIsCarried(deps);
  return deps.store.transact(async (tables): Promise<ChangedDraft> => {
    const opened = await openDraft(tables, actor, draftId);
    if (!opened.ok) return opened;
    const { draft } = opened;
    if (draft.revision !== revision) return { ok: false, reason: 'changed-meanwhile', draft };
    const applied = await applyChange({ tables, carried }, draft, named, found);
    if ('problems' in applied) return { ok: false, reason: 'invalid', problems: applied.problems };
    if ('missing' in applied) return { ok: false, reason: 'changed-meanwhile', draft };
    const changed = { ...draft, definition: { ...draft.definition, ...applied.definition } };
    const kept = await keepDraft(tables, changed, now);
    return kept.ok ? { ...kept, stepId: applied.stepId } : kept;
  });
}

interface StepContext {
  readonly tables: Tables;
  readonly carried: Carried;
}

type Applied =
  | { readonly definition: SequenceDraft['definition']; readonly stepId: string | null }
  | { readonly problems: readonly Problem[] }
  /** The step is not there. */
  | { readonly missing: true };

async function applyChange(
  context: StepContext,
  draft: SequenceDraft,
  change: DraftChange,
  found: readonly Problem[],
): Promise<Applied> {
  const steps = draftSteps(draft);
  const indexOf = (stepId: string) => steps.findIndex(({ id }) => id === stepId);
  const withSteps = (next: readonly StepFileJson[], stepId: string | null): Applied => ({
    definition: { steps: next },
    stepId,
  });
  switch (change.change) {
    case 'setHead':
      return { definition: headDefinition(change.head), stepId: null };
    case 'setSettings': {
      const settings = settingsDefinition(change.settings);
      const problems = settingsProblems(draft.definition, settings);
      return problems.length > 0 ? { problems } : { definition: settings, stepId: null };
    }
    case 'exitOnReply':
      return { definition: { exitOn: ['reply', ...givenExits(draft)] }, stepId: null };
    case 'addStep': {
      const step = { ...change.step, id: freeId(change.step, steps) };
      const next = inserted(steps, step, change.after);
      const index = next.indexOf(step);
      const problems = [...(await stepProblems(context, draft, next, index)), ...found];
      return problems.length > 0 ? { problems } : withSteps(next, step.id);
    }
    case 'replaceStep': {
      if (indexOf(change.stepId) === -1) return { missing: true };
      const step = { ...change.step, id: change.stepId };
      const others = steps.filter((one) => one.id !== change.stepId);
      const next =
        change.after === undefined
          ? steps.map((one) => (one.id === change.stepId ? step : one))
          : inserted(others, step, change.after);
      const problems = [...(await stepProblems(context, draft, next, next.indexOf(step))), ...found];
      return problems.length > 0 ? { problems } : withSteps(next, change.stepId);
    }
    case 'moveStep': {
      const from = indexOf(change.stepId);
      const to = from + (change.to === 'up' ? -1 : 1);
      const [moved, other] = [steps[from], steps[to]];
      if (moved === undefined) return { missing: true };
      // At the edge already: a second click on the same button.
      if (other === undefined) return withSteps(steps, change.stepId);
      return withSteps(
        steps.map((step, index) => (index === from ? other : index === to ? moved : step)),
        change.stepId,
      );
    }
    case 'copyStep': {
      const copied = steps[indexOf(change.stepId)];
      if (copied === undefined) return { missing: true };
      const step = { ...copied, id: freeId(copied, steps) };
      return withSteps(inserted(steps, step, change.stepId), step.id);
    }
    case 'removeStep':
      if (indexOf(change.stepId) === -1) return { missing: true };
      return withSteps(
        steps.filter(({ id }) => id !== change.stepId),
        null,
      );
    case 'removeFrom': {
      const from = indexOf(change.stepId);
      return from === -1 ? { missing: true } : withSteps(steps.slice(0, from), null);
    }
  }
}

/** The steps with one more: first where `after` is null, at the end where that is left out. */
function inserted(
  steps: readonly StepFileJson[],
  step: StepFileJson,
  after: string | null | undefined,
): StepFileJson[] {
  const before = after === null ? 0 : steps.findIndex(({ id }) => id === after) + 1;
  const index = after === null || before > 0 ? before : steps.length;
  return [...steps.slice(0, index), step, ...steps.slice(index)];
}

function givenExits({ definition: { exitOn } }: SequenceDraft): unknown[] {
  return Array.isArray(exitOn) ? exitOn.filter((event) => event !== 'reply') : [];
}

/** An id for a new step: the one it brings, else one made from its name or kind; numbered where that is taken. */
function freeId(step: StepFileJson, steps: readonly StepFileJson[]): string {
  const wanted = [step.id, step.name, step.kind].flatMap((text) => (typeof text === 'string' ? slugOf(text) : []));
  const taken = new Set(steps.flatMap(({ id }) => (typeof id === 'string' ? id : [])));
  return uniqueSlug(wanted.find((slug) => slug !== '') ?? 'step', taken);
}

async function strangers(deps: PeopleDeps, actor: Member, change: DraftChange): Promise<Problem[]> {
  if (change.change !== 'addStep' && change.change !== 'replaceStep') return [];
  return peopleProblems(deps, actor, peopleNamed(change.step));
}

/** The change with people and channels by name, as files have them, where they were chosen from a menu. */
async function withPeopleNamed(
  deps: PeopleDeps,
  { actor, draftId, change }: Pick<Parameters<typeof changeDraft>[1], 'actor' | 'draftId' | 'change'>,
): Promise<DraftChange> {
  if (change.change !== 'addStep' && change.change !== 'replaceStep') return change;
  const draft = change.change === 'addStep' ? null : await deps.store.read.drafts.byId(draftId);
  const stepId = change.change === 'addStep' ? null : change.stepId;
  const before = draft === null ? null : draftSteps(draft).find(({ id }) => id === stepId);
  const step = await withNames(deps, actor, { one: change.step, before, namesIn: peopleNamed });
  return isObject(step) ? { ...change, step } : change;
}

/** What is wrong with one step where it stands in the list: a goto leads to a later one. */
async function stepProblems(
  { tables, carried }: StepContext,
  draft: SequenceDraft,
  steps: readonly StepFileJson[],
  index: number,
): Promise<Problem[]> {
  const type = draft.definition.type === 'date' ? 'date' : 'step';
  const parsed = parseSteps(steps, [], { type, window: draft.definition.window });
  const here = pathOf(index);
  const own = parsed.problems.filter(({ path }) => path === here || path.startsWith(`${here}.`));
  const step =
    own.length > 0 ? undefined : parseSteps(steps.slice(index, index + 1), [], { type, window: null }).steps[0];
  const names = await knownNames(tables, draft.workspaceId, carried);
  const name = typeof draft.definition.name === 'string' ? draft.definition.name : '';
  const known = { ...names, sequences: [...names.sequences, name, slugOf(name)] };
  const found =
    step === undefined
      ? []
      : [
          ...checkStep(step, [index], known),
          // Where another step is wrong, its place in the list cannot be told.
          ...(parsed.problems.length > 0 ? [] : threadProblems(parsed.steps, [], known)).filter(({ path }) =>
            path.startsWith(`${here}.`),
          ),
        ];
  return [...own, ...found].map((problem) => ({
    ...problem,
    path: problem.path.slice(here.length).replace(/^\./, ''),
  }));
}
