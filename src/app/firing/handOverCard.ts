import type { Postcard, Postcards } from '../ports/postcards.js';
import type { MayLeave, SendingOutcome } from '../ports/sending-outcome.js';

/**
 * Has a card made where post reaches its address, spelled as the post office does; one to nowhere is refused before
 * anything is printed. Where nobody can tell, it goes to the address as it stands.
 */
export async function handOverCard(postcards: Postcards, card: Postcard, mayLeave?: MayLeave): Promise<SendingOutcome> {
  const check = await postcards.verify(card.to);
  if (check.kind === 'undeliverable') {
    return { kind: 'refused', reason: check.reason.replace(/\.$/, '') };
  }
  return postcards.create(check.kind === 'deliverable' ? { ...card, to: check.address } : card, mayLeave);
}
