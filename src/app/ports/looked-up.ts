/** What a look-up at a provider found, or in one line for people why it found nothing out. */
export type LookedUp<Found> =
  | { readonly ok: true; readonly found: Found }
  | { readonly ok: false; readonly reason: string };
