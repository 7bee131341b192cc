import { toSequenceFile } from '../../domain/sequence/file.js';
import { parseSequence } from '../../domain/sequence/parse.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import { isOutward } from '../../domain/steps/step.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import type { NotAllowed } from '../enrollments/target.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import {
  type AskedToChange,
  type Changing,
  changeByHand,
  type NotChanged,
  publishChange,
  type StepChange,
  type StepDeps,
} from './changeStep.js';

export type Promoted =
  | {
      readonly ok: true;
      readonly sequenceName: string;
      readonly version: number;
      readonly takenOver: number;
      /** The audit entry, by which it can be taken back (`takeBackPromotion`). */
      readonly entryId: string;
    }
  | NotAllowed
  | AskedToChange
  /** The sequence, the step or the variant is not there any more, or it runs alone already. */
  | NotChanged;

export interface Promotion {
  readonly sequenceId: string;
  readonly stepId: string;
  readonly variant: string;
}

/** What a promotion is called in the audit. */
export const promotionAction = 'promote-variant';

/** Of the message about one that happened by itself, by its audit entry. */
export function promotedNoticeKey(entryId: string): string {
  return `notice:promoted:${entryId}`;
}

/**
 * Ends a split test: publishes a version in which the step has this variant alone. Everybody who comes to the step from now
 * on gets it; what went out stays as it was, and the report goes on to tell the variants apart. Where that concerns many, the
 * other managers are asked instead, as about any edit.
 */
export function promoteVariant(
  deps: StepDeps & Pick<AppDeps, 'poke'>,
  { actor, ...promotion }: { readonly actor: Member } & Promotion,
): Promise<Promoted> {
  const { workspaceId, id } = actor;
  return changeByHand(deps, actor, {
    find: (tables) => variantAlone(tables, workspaceId, promotion),
    note: (context, alone, version) => notePromotion(context, { workspaceId, id }, { ...promotion, alone, version }),
  });
}

/** {@link promoteVariant} by the program, inside a transaction. Poke after the commit. */
export async function publishVariant(
  context: Changing,
  workspaceId: string,
  promotion: Promotion,
): Promise<Extract<Promoted, { ok: true }> | NotChanged> {
  const alone = await variantAlone(context.tables, workspaceId, promotion);
  if (alone === null) return { ok: false, reason: 'gone' };
  const by = { workspaceId, id: null };
  const changed = await publishChange(context, by, alone);
  if (!changed.ok) return changed;
  return { ...changed, ...(await notePromotion(context, by, { ...promotion, alone, version: changed.version })) };
}

async function notePromotion(
  context: Changing,
  by: { readonly workspaceId: string; readonly id: string | null },
  { alone, ...detail }: Promotion & { readonly alone: StepChange; readonly version: number },
) {
  const { name } = alone.sequence;
  return { sequenceName: name, entryId: await audit(context, by, { action: promotionAction, subject: name, detail }) };
}

/** What a promotion would publish, others held off; null where there is nothing to promote. */
export async function variantAlone(
  tables: Tables,
  workspaceId: string,
  { sequenceId, stepId, variant }: Promotion,
): Promise<StepChange | null> {
  await tables.workspaces.lock(workspaceId);
  const sequence = await tables.sequences.byId(sequenceId);
  const version = sequence === null ? null : await tables.sequences.version(sequence.currentVersionId);
  if (sequence === null || version === null || sequence.workspaceId !== workspaceId) return null;
  const definition = withVariantAlone(version.definition, stepId, variant);
  return definition === null ? null : { sequence, version, definition };
}

/** Null where the step has no such variant, or no other. */
function withVariantAlone(sequence: Sequence, stepId: string, variant: string): Sequence | null {
  const step = sequence.steps.find(({ id }) => id === stepId);
  if (step === undefined || !isOutward(step) || step.content.source !== 'variants') return null;
  const ids = step.content.variants.map(({ id }) => id);
  if (ids.length < 2 || !ids.includes(variant)) return null;
  // By the file: there every kind's variants have one form.
  const file = toSequenceFile(sequence);
  const steps = file.steps.map((one) => {
    if (one.id !== stepId || !Array.isArray(one.variants)) return one;
    const { promoteAfter: _over, ...rest } = one;
    return { ...rest, variants: one.variants.filter((each: { readonly id?: unknown }) => each.id === variant) };
  });
  const parsed = parseSequence({ ...file, steps });
  if (!parsed.ok) throw new Error(`a published sequence cannot be read: ${parsed.problems[0]?.message}`);
  return parsed.sequence;
}
