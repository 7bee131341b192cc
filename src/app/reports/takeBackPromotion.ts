import { z } from 'zod';
import { toSequenceFile } from '../../domain/sequence/file.js';
import { parseSequence } from '../../domain/sequence/parse.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import type { NotAllowed } from '../enrollments/target.js';
import { UnreadableContent } from '../faults.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import { type AskedToChange, changeByHand, type NotChanged, type StepChange, type StepDeps } from './changeStep.js';
import { promotedNoticeKey, promotionAction } from './promoteVariant.js';

export type TakenBackPromotion =
  | { readonly ok: true; readonly sequenceName: string; readonly version: number; readonly variants: readonly string[] }
  | NotAllowed
  | AskedToChange
  /** It was taken back already, or the step was changed since. */
  | NotChanged;

/**
 * Takes the end of a split test back: publishes a version in which the step has its variants again, whatever else was changed
 * since. One that ended by itself does so no more. Where that concerns many, the other managers are asked, as they are about
 * the end itself. `entryId`: the audit entry's of the promotion.
 */
export function takeBackPromotion(
  deps: StepDeps & Pick<AppDeps, 'poke'>,
  { actor, entryId }: { readonly actor: Member; readonly entryId: string },
): Promise<TakenBackPromotion> {
  const { workspaceId } = actor;
  return changeByHand(deps, actor, {
    find: (tables) => beforePromotion(tables, workspaceId, entryId),
    note: async (context, { sequence, stepId, variants }, version) => {
      const detail = { sequenceId: sequence.id, stepId, version };
      await audit(context, actor, { action: 'take-back-promotion', subject: sequence.name, detail });
      await context.tables.posts.refreshKey(workspaceId, promotedNoticeKey(entryId), context.now);
      return { sequenceName: sequence.name, variants };
    },
  });
}

const promotion = z.object({ sequenceId: z.string(), stepId: z.string(), version: z.number() });

/** `definition`: the sequence as it is, but for the step. */
export interface BeforePromotion extends StepChange {
  readonly stepId: string;
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
    if (definition === undefined || definition instanceof UnreadableContent) return undefined;
    return toSequenceFile(definition).steps.find(({ id }) => id === stepId);
  };
  const [before, promoted, now] = [stepIn(version - 1), stepIn(version), stepIn(current?.number ?? 0)];
  if (sequence === null || current === null || before === undefined || JSON.stringify(promoted) !== JSON.stringify(now))
    return null;
  const { promoteAfter, ...byHand } = before;
  const file = toSequenceFile(current.definition);
  const again = entry.actorId === null ? byHand : before;
  const parsed = parseSequence({ ...file, steps: file.steps.map((one) => (one.id === stepId ? again : one)) });
  if (!parsed.ok) throw new Error(`a published step cannot be read: ${parsed.problems[0]?.message}`);
  const variants = Array.isArray(before.variants) ? before.variants.map(({ id }) => String(id)) : [];
  return { sequence, version: current, definition: parsed.sequence, stepId, variants };
}
