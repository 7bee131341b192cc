import { z } from 'zod';
import { postcardLimits } from '../../domain/limits.js';
import { postcardSizes } from '../../domain/postcard/sizes.js';
import type { PostboxCard } from '../protocol.js';

const address = z.object({
  name: z.string().max(40).optional(),
  company: z.string().max(40).optional(),
  address_line1: z.string().min(1),
  address_line2: z.string().optional(),
  address_city: z.string().optional(),
  address_state: z.string().optional(),
  address_zip: z.string().optional(),
  address_country: z.string().default('US'),
});

const side = z.string().max(postcardLimits.sideLength).includes('<');

/** The fields of Lob's `POST /v1/postcards` that Drumbeat uses (docs.lob.com). */
const fields = z.object({
  to: address.refine((to) => to.name !== undefined || to.company !== undefined, 'name or company is required'),
  from: address,
  size: z.enum(postcardSizes),
  front: side,
  back: side,
  use_type: z.enum(['marketing', 'operational']),
  metadata: z.object({ execution_id: z.string().optional() }).optional(),
});

export type ReadCard =
  | { readonly ok: true; readonly card: Omit<PostboxCard, 'id' | 'postedAt' | 'events'> }
  | { readonly ok: false; readonly message: string };

/** Checks a card as Lob does. */
export function readCard(body: unknown): ReadCard {
  const read = fields.safeParse(body);
  if (!read.success) return { ok: false, message: z.prettifyError(read.error) };
  const { to, from, size, front, back, metadata } = read.data;
  const executionId = metadata?.execution_id ?? null;
  return { ok: true, card: { executionId, to: lines(to), from: lines(from), size, front, back } };
}

/** An address as it is printed. */
function lines(to: z.infer<typeof address>): string[] {
  const place = [to.address_city, [to.address_state, to.address_zip].filter(Boolean).join(' ')].filter(Boolean);
  const abroad = to.address_country === 'US' ? undefined : to.address_country;
  const all = [to.name, to.company, to.address_line1, to.address_line2, place.join(', '), abroad];
  return all.flatMap((line) => line || []);
}

/** The post office of the sandbox knows every street but those that lead nowhere. */
export function isNowhere(street: string): boolean {
  return /\bnowhere\b/i.test(street);
}
