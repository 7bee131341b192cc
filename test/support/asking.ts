import { type MayLeave, withheld } from '../../src/app/ports/sending-outcome.js';

/** Hands over as providers' adapters do: what may not leave is kept back. */
export function asking<Thing, Outcome>(send: (thing: Thing) => Promise<Outcome>) {
  return async (thing: Thing, mayLeave?: MayLeave): Promise<Outcome | typeof withheld> =>
    (await mayLeave?.()) === false ? withheld : send(thing);
}
