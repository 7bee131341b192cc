import { z } from 'zod';
import { toSequenceFile } from '../../domain/sequence/file.js';
import { parseSequence } from '../../domain/sequence/parse.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import type { NotAllowed } from '../enrollments/target.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import { whatIsCarried } from '../sequences/availability.js';
import { publishLimitMs, publishSequence } from '../sequences/publishSequence.js';
import { type PromotionDeps, promotedNoticeKey, promotionAction } from './promoteVariant.js';

export type TakenBackPromotion =
  | { readonly ok: true; readonly sequenceName: string; readonly version: number; readonly variants: readonly string[] }
  | NotAllowed
  /** It was taken back already, or the step was changed since. */
  | { readonly ok: false; readonly reason: 'gone' }
  /** What would be published has a mistake by now (a template was removed): a sentence. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly message: string };

/**
 * Takes the end of a split test back: publishes a version in which the step has its variants again, whatever else was changed
 * since. One that ended by itself does so no more. `entryId`: the audit entry's of the promotion.
 */
export async function takeBackPromotion(
  deps: PromotionDeps & Pick<AppDeps, 'poke'>,
  { actor, entryId }: { readonly actor: Member; readonly entryId: string },
): Promise<TakenBackPromotion> {
  const { workspaceId } = actor;
  const refused = refusal(actor, 'build-sequence', true);
  if (refused !== null) return refused;
  const now = await deps.clock.now();
  const { ids } = deps;
  const carried = await whatIsCarried(deps);
  const outcome = await deps.store.transact(
    async (tables): Promise<TakenBackPromotion> => {
      await tables.workspaces.lock(workspaceId);
      const before = await beforePromotion(tables, workspaceId, entryId);
      if (before === null) return gone;
      const { sequenceId, stepId, definition, variants } = before;
      const context = { tables, ids, now, carried };
      const as = { sequenceId };
      const published = await publishSequence(context, { workspaceId, definition, publishedById: actor.id, as });
      if (!published.ok && published.reason === 'invalid') {
        return { ok: false, reason: 'invalid', message: published.problems.map(({ message }) => message).join('; ') };
      }
      if (!published.ok) return gone;
      const { version, sequence } = published;
      const detail = { sequenceId, stepId, version };
      await audit(context, actor, { action: 'take-back-promotion', subject: sequence.name, detail });
      await tables.posts.refreshKey(workspaceId, promotedNoticeKey(entryId), now);
      return { ok: true, sequenceName: sequence.name, version, variants };
    },
    { limitMs: publishLimitMs },
  );
  deps.poke();
  return outcome;
}

const gone = { ok: false, reason: 'gone' } as const;

const promotion = z.object({ sequenceId: z.string(), stepId: z.string(), version: z.number() });

export interface BeforePromotion {
  readonly sequenceId: string;
  readonly stepId: string;
  /** The sequence as it is, but for the step. */
  readonly definition: Sequence;
  readonly variants: readonly string[];
}

/** What a promotion can be taken back to; null where it was already, or the step was changed since. */
export async function beforePromotion(
  tables: Tables,
  workspaceId: string,
  entryId: string,
): Promise<BeforePromotion | null> {
  const entry = await tables.audit.byId(entryId);
  const read = promotion.safeParse(entry?.detail);
  if (entry?.workspaceId !== workspaceId || entry.action !== promotionAction || !read.success) return null;
  const { sequenceId, stepId, version } = read.data;
  const sequence = await tables.sequences.byId(sequenceId);
  const current = sequence === null ? null : await tables.sequences.version(sequence.currentVersionId);
  const versions = await tables.sequences.versions(sequenceId);
  const stepIn = (number: number) => {
    const definition = versions.find((one) => one.number === number)?.definition;
    return definition === undefined ? undefined : toSequenceFile(definition).steps.find(({ id }) => id === stepId);
  };
  const [before, promoted, now] = [stepIn(version - 1), stepIn(version), stepIn(current?.number ?? 0)];
  if (current === null || before === undefined || JSON.stringify(promoted) !== JSON.stringify(now)) return null;
  const { promoteAfter, ...byHand } = before;
  const file = toSequenceFile(current.definition);
  const again = entry.actorId === null ? byHand : before;
  const parsed = parseSequence({ ...file, steps: file.steps.map((one) => (one.id === stepId ? again : one)) });
  if (!parsed.ok) throw new Error(`a published step cannot be read: ${parsed.problems[0]?.message}`);
  const variants = Array.isArray(before.variants) ? before.variants.map(({ id }) => String(id)) : [];
  return { sequenceId, stepId, definition: parsed.sequence, variants };
}
