import { readable } from '../../../domain/simulate/arbitrary-case.js';
import type { Json } from './livable.js';
import type { Happening, Lives } from './lives.js';

/** A case of `simulate` as the life of one person: its pauses are the person's own. */
export function aloneIn(input: Json): Lives {
  const { enrolledAt, until, events } = readable(input);
  if (until === null) throw new Error('a case that is lived has an end');
  const happenings = events.map(({ at, event }): Happening => {
    const { at: _at, ...plain } = event;
    if (plain.type !== 'pause' && plain.type !== 'resume') return { at, event: plain };
    // Of one person the first of all is put at once.
    const isSpread = 'spreadTo' in plain && plain.spreadTo !== undefined;
    return { at, scope: 'self', event: isSpread ? { type: plain.type, spreadOver: 1 } : plain };
  });
  const isOfSequence = ({ event }: Happening) => event.type === 'publish' || event.type === 'append';
  const contact = (input.contact ?? {}) as Json;
  const own = happenings.filter((one) => !isOfSequence(one));
  return {
    places: [{ zone: String(input.accountZone), delayGrid: Number(input.delayGrid ?? 30), happenings: [] }],
    courses: [
      {
        place: 0,
        sequence: input.sequence as Json,
        happenings: happenings.filter(isOfSequence),
        people: [{ owner: 0, contact, enrolledAt, happenings: own }],
        until,
      },
    ],
  };
}
