import { z } from 'zod';
import type { Postcard, PostcardContent, Postcards } from '../../app/ports/postcards.js';
import { jsonOf } from '../rest/outcome.js';
import { usualTimeoutMs } from '../rest/request.js';
import { type LobOptions, lobAccount } from './account.js';
import { inlineAddress, verifyAddress } from './addresses.js';
import { outcomeOf, whyNot } from './outcome.js';
import { readPreview, startPreview } from './previews.js';

const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * Postcards through Lob. The execution's id goes along twice: as the idempotency key, which Lob keeps for 24 hours, and
 * as metadata, by which a card can be found ever after.
 */
export function createLobPostcards(options: LobOptions): Postcards {
  const account = lobAccount(options);
  // A card's address is verified and the card then made, under one lease: these two take no longer than one request may.
  const timeoutMs = options.timeoutMs ?? usualTimeoutMs;
  const verifying = lobAccount({ ...options, timeoutMs: timeoutMs / 3 });
  const making = lobAccount({ ...options, timeoutMs: (timeoutMs * 2) / 3 });
  return {
    async create(card, mayLeave) {
      const headers = { 'idempotency-key': card.executionId };
      return outcomeOf(await making.post('/postcards', compose(card), { headers, mayLeave }));
    },

    async find(executionId) {
      const filter = new URLSearchParams({ 'metadata[execution_id]': executionId, limit: '1' });
      const answer = await account.get(`/postcards?${filter}`);
      if (answer.kind === 'none' || answer.status !== 200) return { ok: false, reason: whyNot(answer) };
      const list = listSchema.safeParse(jsonOf(answer.body));
      return list.success
        ? { ok: true, found: list.data.data[0]?.id ?? null }
        : { ok: false, reason: 'Lob gave an answer that nobody can read' };
    },

    verify: (address, withinMs) => verifyAddress(verifying, address, withinMs),
    startPreview: (content) => startPreview(account, printed(content)),
    preview: (id) => readPreview(account, id),
  };
}

function compose(card: Postcard) {
  return {
    ...printed(card),
    metadata: { execution_id: card.executionId },
    // What cadences send is advertising, whatever it says.
    use_type: 'marketing',
  };
}

/** What a card and its preview have in common. */
function printed({ to, from, size, front, back, mergeVariables }: PostcardContent) {
  return { to: inlineAddress(to), from: inlineAddress(from), size, front, back, merge_variables: mergeVariables };
}
