import { z } from 'zod';
import type { LookedUp } from '../../app/ports/looked-up.js';
import type { Preview } from '../../app/ports/postcards.js';
import { jsonOf, presentable } from '../rest/outcome.js';
import type { LobAccount } from './account.js';
import { whyNot } from './outcome.js';

const proofSchema = z.object({
  id: z.string(),
  status: z.enum(['processing', 'completed', 'failed']),
  url: z.string().nullish(),
  thumbnails: z.array(z.object({ large: z.string().optional() })),
  errors: z.array(z.object({ message: z.string() })),
});

/** Has Lob draw a card without printing one (its resource proofs); answers the proof's id. */
export async function startPreview(
  account: LobAccount,
  fields: Readonly<Record<string, unknown>>,
): Promise<LookedUp<string>> {
  const answer = await account.post('/resource_proofs', {
    resource_type: 'postcard',
    resource_parameters: fields,
  });
  if (answer.kind === 'none' || answer.status !== 201) return { ok: false, reason: whyNot(answer) };
  const proof = proofSchema.pick({ id: true }).safeParse(jsonOf(answer.body));
  return proof.success
    ? { ok: true, found: proof.data.id }
    : { ok: false, reason: 'Lob gave an answer that nobody can read' };
}

/** How far a proof is. */
export async function readPreview(account: LobAccount, id: string): Promise<Preview> {
  const answer = await account.get(`/resource_proofs/${encodeURIComponent(id)}`);
  if (answer.kind === 'none' || answer.status !== 200) return { kind: 'failed', reason: whyNot(answer) };
  const proof = proofSchema.safeParse(jsonOf(answer.body));
  if (!proof.success) return { kind: 'failed', reason: 'Lob gave an answer that nobody can read' };
  const { status, thumbnails, errors, url } = proof.data;
  if (status === 'failed') {
    return { kind: 'failed', reason: `Lob could not draw it: ${presentable(errors[0]?.message ?? 'no reason given')}` };
  }
  const [front, back] = thumbnails.map((one) => one.large);
  return status === 'completed' && front !== undefined && back !== undefined
    ? { kind: 'ready', front, back, pdf: url ?? null }
    : { kind: 'processing' };
}
