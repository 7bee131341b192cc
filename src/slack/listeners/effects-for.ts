import type { EffectsReview } from '../../app/sequences/changeEffects.js';
import { shownEffects } from '../../app/shown/changeEffects.js';
import { readerZone } from '../../app/shown/readerZone.js';
import type { ShownEffects } from '../../app/shown/review.js';
import type { Acting } from './acting.js';

/** What a change does to people, for whoever looks at it now. */
export async function effectsFor({ deps, actor, workspace }: Acting, review: EffectsReview): Promise<ShownEffects> {
  return shownEffects(review, { zone: readerZone(actor, workspace), now: await deps.clock.now() });
}
