import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  concerned,
  differ,
  type EditNumbers,
  editNumbersSchema,
  summed,
} from '../../domain/enrollment/edit-numbers.js';
import type { FulfillmentList } from '../../domain/fulfillment/list.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { StoredTemplate } from '../../domain/template/stored-template.js';
import type { SequenceVersion } from '../ports/stores/sequences.js';
import type { PeopleAhead } from './peopleAhead.js';
import type { EditSummary } from './summarizeEdit.js';

/** What a change that is no edit in the builder does to the people in sequences: an import, or something stored that is written anew. */
export type ChangeEffect =
  | {
      readonly of: 'sequence';
      readonly before: SequenceVersion;
      readonly after: Sequence;
      readonly summary: EditSummary;
      readonly numbers: EditNumbers;
    }
  | TextEffect
  | ListEffect;

export interface TextEffect extends PeopleAhead {
  readonly of: 'text';
  readonly before: StoredTemplate;
  readonly after: StoredTemplate;
}

export interface ListEffect extends PeopleAhead {
  readonly of: 'list';
  readonly before: FulfillmentList;
  readonly after: FulfillmentList;
  /** What of it: what people get, or where and when it goes. */
  readonly changes: { readonly items: boolean; readonly delivery: boolean };
  /** Lines that are on it already and go elsewhere, or at another time. */
  readonly waiting: number;
}

/** What somebody looked at before they said yes to it. */
export const seenEffectsSchema = z.object({
  numbers: editNumbersSchema,
  /** Stands for what is to be changed, and into what. */
  what: z.string(),
});
export type SeenEffects = Readonly<z.infer<typeof seenEffectsSchema>>;

/** What a change would do, shown before it does it. Nothing was changed. */
export interface EffectsReview {
  /** Where people are concerned; never none. */
  readonly effects: readonly ChangeEffect[];
  readonly seen: SeenEffects;
  /** It was looked at before, and something else would happen by now. */
  readonly isAgain: boolean;
  /** More than the limit, where there is no other manager to ask; null otherwise. */
  readonly ownDecision: { readonly people: number; readonly limit: number } | null;
}

/** How many an effect concerns, those at the end too. */
export function concernedBy({ numbers }: Pick<ChangeEffect, 'numbers'>): number {
  return concerned(numbers, 'continue');
}

/** Whether an effect has to be looked at: it concerns somebody, or what waits for them already. */
export function isTouching(effect: ChangeEffect): boolean {
  return concernedBy(effect) > 0 || (effect.of === 'list' && effect.waiting > 0);
}

/**
 * What has to be looked at before a change is made; null where nobody is concerned, or where just this was seen (`seen`) but for
 * what a sequence moves meanwhile. `what`: texts and bytes that say what is changed, and into what.
 */
export function effectsToReview(
  effects: readonly ChangeEffect[],
  {
    what,
    seen,
    limit,
    isAskable,
  }: {
    readonly what: readonly (string | Uint8Array)[];
    readonly seen: SeenEffects | null;
    readonly limit: number;
    readonly isAskable: boolean;
  },
): EffectsReview | null {
  const touching = effects.filter(isTouching);
  if (touching.length === 0) return null;
  const now: SeenEffects = { numbers: summed(touching.map(({ numbers }) => numbers)), what: fingerprint(what) };
  if (seen !== null && seen.what === now.what && !differ(seen.numbers, now.numbers)) return null;
  const people = concerned(now.numbers, 'continue');
  const ownDecision = !isAskable && people > limit ? { people, limit } : null;
  return { effects: touching, seen: now, isAgain: seen !== null, ownDecision };
}

function fingerprint(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  // Each with its length: no two lists of parts read alike.
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('base64url').slice(0, 22);
}
