import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Program } from '../program.js';
import type { Store } from '../store/store.js';

/** Where deliveries to webhooks go in the sandbox, with `?to=` and the address that they are for. */
export const PARCELS_PATH = '/sandbox/parcels';

const contact = z.object({ name: z.string().nullable(), email: z.string() });

/** What docs/fulfillment.md tells receivers, as far as it is shown. */
const body = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('fulfillment.delivery'),
    data: z.object({
      id: z.string(),
      list: z.object({ name: z.string() }),
      lines: z.array(z.object({ id: z.string(), item: z.string(), quantity: z.number(), contact })),
    }),
  }),
  z.object({ type: z.literal('rule.fired'), data: z.object({ id: z.string(), step: z.object({ name: z.string() }) }) }),
]);

/** Takes every delivery once, as a webhook's receiver should. */
export function createParcelReceiver({
  store,
  program,
}: {
  readonly store: Store;
  readonly program: Pick<Program, 'now'>;
}) {
  const router = Router();
  router.use(express.json({ limit: '10mb' }));
  router.post('/', async (request: Request, response: Response) => {
    const read = body.safeParse(request.body ?? {});
    if (!read.success) return void response.status(422).json({ error: z.prettifyError(read.error) });
    const { type, data } = read.data;
    const isList = type === 'fulfillment.delivery';
    const lines = isList ? data.lines : [];
    const takenAt = (await program.now()).toUTC().toISO() ?? '';
    store.parcels.add([
      {
        id: data.id,
        to: String(request.query.to ?? ''),
        type,
        title: isList ? data.list.name : data.step.name,
        lines: lines.map(({ contact: { name, email }, ...line }) => ({ ...line, contact: name ?? email })),
        json: JSON.stringify(request.body, null, 2),
        takenAt,
        events: [],
      },
    ]);
    store.announce();
    await store.parcels.saved();
    response.json({});
  });
  return router;
}
