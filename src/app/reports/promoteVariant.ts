import type { DateTime } from 'luxon';
import { toSequenceFile } from '../../domain/sequence/file.js';
import { parseSequence } from '../../domain/sequence/parse.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import { isOutward } from '../../domain/steps/step.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import type { NotAllowed } from '../enrollments/target.js';
import { refusal } from '../people/refusal.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { SequenceVersion, StoredSequence } from '../ports/stores/sequences.js';
import { type Carried, type Providers, whatIsCarried } from '../sequences/availability.js';
import { publishLimitMs, publishSequence } from '../sequences/publishSequence.js';
import { type AskedToPromote, askToPromote } from './askToPromote.js';

export type Promoted =
  | {
      readonly ok: true;
      readonly sequenceName: string;
      readonly version: number;
      readonly takenOver: number;
      /** The audit entry, by which it can be taken back ({@link takeBackPromotion}). */
      readonly entryId: string;
    }
  | NotAllowed
  | AskedToPromote
  /** The sequence, the step or the variant is not there any more, or it runs alone already. */
  | { readonly ok: false; readonly reason: 'gone' }
  /** What is published has a mistake by now (a template was removed): a sentence. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly message: string };

export interface Promotion {
  readonly actor: Member;
  readonly sequenceId: string;
  readonly stepId: string;
  readonly variant: string;
}

export type PromotionDeps = Pick<AppDeps, 'store' | 'clock' | 'ids'> &
  Providers & { readonly settings: Pick<AppDeps['settings'], 'admins'> };

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
export async function promoteVariant(
  deps: PromotionDeps & Pick<AppDeps, 'poke'>,
  { actor, sequenceId, stepId, variant }: Promotion,
): Promise<Promoted> {
  const { workspaceId } = actor;
  const refused = refusal(actor, 'build-sequence', true);
  if (refused !== null) return refused;
  const now = await deps.clock.now();
  const { ids, settings } = deps;
  const carried = await whatIsCarried(deps);
  const outcome = await deps.store.transact(
    async (tables): Promise<Promoted> => {
      const promotion = { workspaceId, byId: actor.id, sequenceId, stepId, variant };
      const alone = await variantAlone(tables, promotion);
      const context = { tables, ids, now, carried };
      const asked = alone === null ? null : await askToPromote({ ...context, settings }, actor, alone);
      return asked ?? publishVariant(context, promotion);
    },
    { limitMs: publishLimitMs },
  );
  deps.poke();
  return outcome;
}

/** {@link promoteVariant} inside a transaction; `byId` null: the program. Poke after the commit. */
export async function publishVariant(
  context: { readonly tables: Tables; readonly ids: Ids; readonly now: DateTime; readonly carried: Carried },
  promotion: Omit<Promotion, 'actor'> & { readonly workspaceId: string; readonly byId: string | null },
): Promise<Exclude<Promoted, NotAllowed | AskedToPromote>> {
  const { tables } = context;
  const { workspaceId, byId, sequenceId, stepId, variant } = promotion;
  const alone = await variantAlone(tables, promotion);
  if (alone === null) return gone;
  const { sequence, definition } = alone;
  const as = { sequenceId };
  const published = await publishSequence(context, { workspaceId, definition, publishedById: byId, as });
  if (!published.ok && published.reason === 'invalid') {
    return { ok: false, reason: 'invalid', message: published.problems.map(({ message }) => message).join('; ') };
  }
  if (!published.ok) return gone;
  const { version: number, takenOver } = published;
  const detail = { sequenceId, stepId, variant, version: number };
  const by = { workspaceId, id: byId };
  const entryId = await audit(context, by, { action: promotionAction, subject: sequence.name, detail });
  return { ok: true, sequenceName: sequence.name, version: number, takenOver, entryId };
}

const gone = { ok: false, reason: 'gone' } as const;

/** A sequence in which a step is to have one variant alone. */
export interface VariantAlone {
  readonly sequence: StoredSequence;
  readonly version: SequenceVersion;
  /** As it would be. */
  readonly definition: Sequence;
}

/** What a promotion would publish, others held off; null where there is nothing to promote. */
export async function variantAlone(
  tables: Tables,
  { workspaceId, sequenceId, stepId, variant }: Omit<Promotion, 'actor'> & { readonly workspaceId: string },
): Promise<VariantAlone | null> {
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
