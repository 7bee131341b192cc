import type { AddressCheck, Postcard, PostcardContent, Postcards, Preview } from '../../app/ports/postcards.js';
import { type SendingOutcome, withheld } from '../../app/ports/sending-outcome.js';
import { createMemoryProvider, type MemoryProvider } from './provider.js';

export interface MemoryPostcards extends Postcards, MemoryProvider<Postcard, SendingOutcome> {
  /** What `verify` answers from now on; without it, that the address is deliverable as it stands. */
  checkAs(check: AddressCheck): void;
}

const idOf = (nth: number) => `memory-postcard-${nth}`;

/** A printer that keeps its cards, one a sending, for tests of use cases. */
export function createMemoryPostcards(): MemoryPostcards {
  const { taken, answerNext, hand } = createMemoryProvider<Postcard, SendingOutcome>(idOf);
  const previews: PostcardContent[] = [];
  let check: AddressCheck | null = null;
  const idFor = (executionId: string) => {
    const index = taken.findIndex((card) => card.executionId === executionId);
    return index === -1 ? null : idOf(index + 1);
  };
  return {
    taken,
    answerNext,
    checkAs(next) {
      check = next;
    },
    async create(card, mayLeave) {
      if ((await mayLeave?.()) === false) return withheld;
      const before = idFor(card.executionId);
      return before === null ? hand(card) : { kind: 'accepted', providerMessageId: before };
    },
    async find(executionId) {
      return { ok: true, found: idFor(executionId) };
    },
    async verify(address) {
      return check ?? { kind: 'deliverable', address };
    },
    async startPreview(content) {
      return { ok: true, found: `memory-preview-${previews.push(content)}` };
    },
    async preview(id): Promise<Preview> {
      const content = previews[Number(id.replace('memory-preview-', '')) - 1];
      if (content === undefined) return { kind: 'failed', reason: 'There is no such preview' };
      return { kind: 'ready', front: dataUrl(content.front), back: dataUrl(content.back), pdf: null };
    },
  };
}

function dataUrl(html: string): string {
  return `data:text/html,${encodeURIComponent(html)}`;
}
