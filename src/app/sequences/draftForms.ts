import { refuse } from '../../domain/refusal.js';
import type { StepFileJson } from '../../domain/sequence/file.js';
import { parseSteps } from '../../domain/sequence/parse.js';
import { isObject, type Problem } from '../../domain/sequence/problems.js';
import { namedInAction } from '../../domain/steps/people-named.js';
import { isOutwardKind } from '../../domain/steps/step.js';
import type { AppDeps } from '../deps.js';
import type { PeopleDeps } from '../people/identifyMember.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import { type Carried, whatIsCarried } from './availability.js';
import { peopleProblems } from './checkAssignee.js';
import { checkStep } from './checkSteps.js';
import { knownNames } from './checkTexts.js';
import { type DraftRefusal, openDraft } from './draft.js';
import { withNames } from './namePeople.js';
import { type PartPlace, partAt, withPart } from './stepParts.js';

type Deps = Pick<AppDeps, 'store' | 'clock' | 'ids'>;

interface OfForm {
  readonly actor: Member;
  readonly draftId: string;
}

/**
 * Sets aside what is typed in a step's form, whole or not, so that parts of it can be worked on: a view remembers 3,000
 * characters, a step may be longer. Answers the form's id.
 */
export async function setAsideForm(
  { store, clock, ids }: Deps,
  { actor, draftId, formId, file }: OfForm & { readonly formId: string | null; readonly file: StepFileJson },
): Promise<{ readonly ok: true; readonly formId: string } | DraftRefusal> {
  const opened = await openDraft(store.read, actor, draftId);
  if (!opened.ok) return opened;
  const id = formId ?? ids.next();
  await store.read.drafts.saveForm({ id, draftId, file }, await clock.now());
  return { ok: true, formId: id };
}

/** What was set aside; null where nothing was, or not for this draft. */
export async function readForm(
  { store }: Pick<Deps, 'store'>,
  { draftId, formId }: { readonly draftId: string; readonly formId: string | null },
): Promise<StepFileJson | null> {
  const form = formId === null ? null : await store.read.drafts.form(formId);
  return form === null || form.draftId !== draftId ? null : form.file;
}

export type SavedPart =
  | { readonly ok: true; readonly file: StepFileJson }
  | DraftRefusal
  | { readonly ok: false; readonly reason: 'no-form' }
  /** Paths are within the part: `tag`, `setField.name`, `email.body`. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly Problem[] };

/** Puts a condition, an action or a variant into the form that was set aside, once it is right in itself. Null takes it out. */
export async function savePart(
  deps: PeopleDeps & Pick<AppDeps, 'texter' | 'postcards' | 'deliveries' | 'settings'>,
  input: OfForm & { readonly formId: string; readonly place: PartPlace; readonly part: unknown },
): Promise<SavedPart> {
  const { actor, draftId, formId, place } = input;
  const now = await deps.clock.now();
  const namesIn = (action: unknown) => namedInAction(action, []);
  const isAction = place.list === 'do' && input.part !== null;
  const strangers = isAction ? await peopleProblems(deps, actor, namesIn(input.part)) : [];
  const before = isAction ? partAt((await readForm(deps, input)) ?? {}, place) : null;
  const part = isAction ? await withNames(deps, actor, { one: input.part, before, namesIn }) : input.part;
  const carried = await whatIsCarried(deps);
  return deps.store.transact(async (tables): Promise<SavedPart> => {
    const opened = await openDraft(tables, actor, draftId);
    if (!opened.ok) return opened;
    const form = await tables.drafts.form(formId);
    if (form === null || form.draftId !== draftId) return { ok: false, reason: 'no-form' };
    const found = part === null ? [] : await partProblems({ tables, carried }, actor, form.file, place, part);
    const problems = [...found, ...strangers];
    if (problems.length > 0) return { ok: false, reason: 'invalid', problems };
    const file = withPart(form.file, place, part);
    await tables.drafts.saveForm({ ...form, file }, now);
    return { ok: true, file };
  });
}

/** Checked in a step that has nothing else in it, so that what is not filled in yet is no hindrance. */
async function partProblems(
  { tables, carried }: { readonly tables: Tables; readonly carried: Carried },
  { workspaceId }: Member,
  file: StepFileJson,
  place: PartPlace,
  part: unknown,
): Promise<Problem[]> {
  const { list } = place;
  const always = [{ unsubscribe: true }];
  const probe =
    list === 'variants' ? { kind: file.kind } : list === 'if' ? { kind: 'rule', do: always } : { kind: 'rule' };
  const { steps, problems } = parseSteps([{ id: 'part', ...probe, [list]: [part] }], [], {
    type: 'step',
    window: null,
  });
  const [step] = problems.length > 0 ? [] : steps;
  const found = step === undefined ? [] : checkStep(step, [0], await knownNames(tables, workspaceId, carried));
  const here = `[0].${list}[0]`;
  const own = [...problems, ...found].filter(({ path }) => path === here || path.startsWith(`${here}.`));
  const inPart = own.map((problem) => ({
    ...problem,
    path: problem.path.slice(here.length).replace(/^\.(not\.)?/, ''),
  }));
  return [...inPart.map(atMissing), ...(list === 'variants' ? idProblems(file, place, part) : [])];
}

/** Where a key is missing, or has no place, the path of the key. */
function atMissing(problem: Problem): Problem {
  const key = /^"(\w+)"/.exec(problem.message)?.[1];
  return problem.path === '' && key !== undefined ? { ...problem, path: key } : problem;
}

function idProblems({ kind, variants }: StepFileJson, { index }: PartPlace, part: unknown): Problem[] {
  if (!isOutwardKind(kind) || !Array.isArray(variants) || !isObject(part)) return [];
  const isTaken = variants.some((one, at) => at !== index && isObject(one) && one.id === part.id);
  return isTaken ? [{ path: 'id', ...refuse('variantTaken') }] : [];
}
