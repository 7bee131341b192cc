import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Ids } from '../../app/ports/ids.js';
import type { Program } from '../program.js';
import type { PostboxCard } from '../protocol.js';
import type { Store } from '../store/store.js';
import { sandboxPrinter } from './account.js';
import { isNowhere, readCard } from './rules.js';

const authorization = `Basic ${Buffer.from(`${sandboxPrinter.apiKey}:`).toString('base64')}`;

/** How an address is asked about. */
const asked = z.object({
  primary_line: z.string(),
  secondary_line: z.string().default(''),
  city: z.string().default(''),
  state: z.string().default(''),
  zip_code: z.string().default(''),
});

/**
 * Lob's postcards and US verifications of one account: 200 for a card that it takes (which then lies in the postbox, also
 * after a kill; once for each sending, however often it comes), 401 without the account's key, 422 for what Lob would
 * refuse.
 */
export function createLob(parts: {
  readonly store: Store;
  readonly program: Pick<Program, 'now'>;
  readonly ids: Ids;
}): Router {
  const { store, program, ids } = parts;
  const router = Router();
  router.use(express.json({ limit: '1mb' }), onlyAccount);
  router.post('/v1/postcards', async (request: Request, response: Response) => {
    const read = readCard(request.body ?? {});
    if (!read.ok) return refuse(response, read.message);
    const before = ofExecution(store, request.get('idempotency-key') ?? read.card.executionId);
    if (before !== undefined) return void response.json({ id: before.id });
    const postedAt = (await program.now()).toUTC().toISO() ?? '';
    const id = `psc_${ids.next().replaceAll('-', '')}`;
    store.postbox.add([{ id, ...read.card, postedAt, events: [] }]);
    store.announce();
    await store.postbox.saved();
    response.json({ id });
  });
  router.get('/v1/postcards', (request, response) => {
    const wanted = request.query['metadata[execution_id]'];
    const found = store.postbox.taken.filter(({ executionId }) => wanted === undefined || executionId === wanted);
    response.json({ object: 'list', data: found.toReversed().map(({ id }) => ({ id })), count: found.length });
  });
  router.post('/v1/us_verifications', (request: Request, response: Response) => {
    const read = asked.safeParse(request.body ?? {});
    if (!read.success) return refuse(response, z.prettifyError(read.error));
    const { primary_line, secondary_line, city, state, zip_code } = read.data;
    const [zip = '', plus4 = ''] = zip_code.split('-');
    response.json({
      deliverability: isNowhere(primary_line) ? 'undeliverable' : 'deliverable',
      primary_line,
      secondary_line,
      components: { city, state, zip_code: zip, zip_code_plus_4: plus4 },
    });
  });
  return router;
}

function ofExecution(store: Store, executionId: string | null): PostboxCard | undefined {
  return store.postbox.taken.find((card) => executionId !== null && card.executionId === executionId);
}

const onlyAccount: RequestHandler = (request, response, next) => {
  if (request.get('authorization') === authorization) return next();
  response
    .status(401)
    .json({ error: { message: 'Your API key is not valid', status_code: 401, code: 'unauthorized' } });
};

function refuse(response: Response, message: string): void {
  response.status(422).json({ error: { message, status_code: 422, code: 'invalid' } });
}
