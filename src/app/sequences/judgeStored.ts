import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { Member, Workspace } from '../ports/stores/people.js';
import {
  type EffectsReview,
  effectsToReview,
  type ListEffect,
  type SeenEffects,
  type TextEffect,
} from './changeEffects.js';
import type { ManyAhead } from './peopleAhead.js';
import { manyGet } from './storedEffects.js';
import { whoMayAllow } from './whoMayAllow.js';

/** What writing something stored anew needs before it is done. */
export type NeedsOfStored =
  /** Another manager's yes. */
  | { readonly needs: 'yes'; readonly many: ManyAhead }
  /** That whoever does it sees what it does. */
  | { readonly needs: 'look'; readonly review: EffectsReview };

/**
 * Whether something stored may be written anew as it was seen (`seen`; decision 17); null where it may. `what`: as it would be.
 * `effectOf` works out what that does, of which more than `most` people need not be counted. Holds nothing.
 */
export async function judgeStored(
  tables: Tables,
  settings: Pick<AppDeps['settings'], 'admins'>,
  {
    actor,
    seen,
    what,
    over,
  }: {
    readonly actor: Pick<Member, 'id' | 'workspaceId'>;
    readonly seen: SeenEffects | null;
    readonly what: object;
    /** The thing and its version that it goes over. */
    readonly over: object;
  },
  effectOf: (workspace: Workspace, most: number) => Promise<TextEffect | ListEffect | null>,
): Promise<NeedsOfStored | null> {
  const workspace = await tables.workspaces.byId(actor.workspaceId);
  if (workspace === null) throw new Error(`there is no workspace ${actor.workspaceId}`);
  const { approvalLimit: limit } = workspace;
  const isAskable = (await whoMayAllow(tables, actor, settings)).length > 0;
  const effect = await effectOf(workspace, isAskable ? limit : Number.POSITIVE_INFINITY);
  if (effect === null) return null;
  const many = isAskable ? manyGet(effect, limit) : null;
  if (many !== null) return { needs: 'yes', many };
  const parts = [JSON.stringify(what), JSON.stringify(over)];
  const review = effectsToReview([effect], { what: parts, seen, limit, isAskable });
  return review && { needs: 'look', review };
}
