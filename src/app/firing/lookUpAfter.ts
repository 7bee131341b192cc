import type { DateTime } from 'luxon';
import { type CarriedKind, carriedKinds } from '../../domain/steps/lane.js';

/**
 * How long after its request's end became unknown the provider of a kind can say what became of it (minutes); null: it
 * can never. That something is not there counts only when its request cannot be under way any more.
 */
const lookUpMinutes: { readonly [K in CarriedKind]: number | null } = { email: null, sms: 1, postcard: 1 };

/** The kinds whose provider can say something at all. */
export const kindsLookedUp = carriedKinds.filter((kind) => lookUpMinutes[kind] !== null);

/** When the provider is to be asked about what became unknown at `now`; null where only a person can say. */
export function lookUpAfter(kind: CarriedKind, now: DateTime): DateTime | null {
  const minutes = lookUpMinutes[kind];
  return minutes === null ? null : now.plus({ minutes });
}
