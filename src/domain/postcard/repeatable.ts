import type { DateTime } from 'luxon';

/** The provider forgets a sending's id 24 hours after its card was made; an hour is kept for slow requests and clocks. */
const rememberedHours = 23;

/**
 * Whether a postcard whose sending ended in doubt may simply be handed over again: the provider, who still knows the
 * first attempt by the sending's id, answers with the card that it has. Later it must be looked for first.
 */
export function isRepeatable(firstTriedAt: DateTime, now: DateTime): boolean {
  return now < firstTriedAt.plus({ hours: rememberedHours });
}
