/** How a provider in memory is told to answer, and what it has taken. */
export interface MemoryProvider<Thing, Outcome> {
  /** What the provider has taken, oldest first. */
  readonly taken: readonly Thing[];
  /**
   * Has coming requests answered otherwise than `accepted`, one answer a request, in this order. `taken` says whether
   * the thing left all the same, which only an `unknown` outcome leaves open.
   */
  answerNext(...answers: readonly { readonly outcome: Outcome; readonly taken?: boolean }[]): void;
}

/** The part that all providers in memory share; `idOf` names what was taken, oldest being number 1. */
export function createMemoryProvider<Thing, Outcome extends { readonly kind: string }>(idOf: (nth: number) => string) {
  const taken: Thing[] = [];
  const waiting: { readonly outcome: Outcome; readonly taken?: boolean }[] = [];
  return {
    taken,
    answerNext(...answers: readonly { readonly outcome: Outcome; readonly taken?: boolean }[]) {
      waiting.push(...answers);
    },
    /** Takes the thing, or does what it was told to do with the next one. */
    hand(thing: Thing): Outcome | { readonly kind: 'accepted'; readonly providerMessageId: string } {
      const told = waiting.shift();
      if (told === undefined || told.outcome.kind === 'accepted' || (told.outcome.kind === 'unknown' && told.taken)) {
        taken.push(thing);
      }
      return told?.outcome ?? { kind: 'accepted', providerMessageId: idOf(taken.length) };
    },
  };
}
