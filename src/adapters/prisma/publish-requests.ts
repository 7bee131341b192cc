import { z } from 'zod';
import { type PublishRequest, type PublishRequests, requestStates } from '../../app/ports/stores/publish-requests.js';
import { editNumbersSchema } from '../../domain/enrollment/edit-numbers.js';
import { finishedChoices } from '../../domain/enrollment/publish.js';
import type { Prisma } from './generated/client.js';
import { fromColumn, fromNullable, toNullable } from './instants.js';

const finishedColumn = z.enum(finishedChoices);
const stateColumn = z.enum(requestStates);

/** What managers are asked to allow. */
export function publishRequestsTable(client: Prisma.TransactionClient): PublishRequests {
  type Row = NonNullable<Awaited<ReturnType<typeof client.publishRequest.findUnique>>>;
  const requestOf = (row: Row): PublishRequest => ({
    ...row,
    finished: finishedColumn.parse(row.finished),
    numbers: editNumbersSchema.parse(row.numbers),
    state: stateColumn.parse(row.state),
    askedAt: fromColumn(row.askedAt),
    decidedAt: fromNullable(row.decidedAt),
  });
  const rowOf = (request: PublishRequest) => ({
    ...request,
    numbers: { ...request.numbers },
    askedAt: request.askedAt.toJSDate(),
    decidedAt: toNullable(request.decidedAt),
  });
  const found = (row: Row | null) => (row === null ? null : requestOf(row));
  return {
    byId: async (id) => found(await client.publishRequest.findUnique({ where: { id } })),
    lock: async (id) => {
      await client.$queryRaw`SELECT id FROM publish_requests WHERE id = ${id}::uuid FOR UPDATE`;
      return found(await client.publishRequest.findUnique({ where: { id } }));
    },
    approvedOf: async (sequenceId) =>
      (await client.publishRequest.findMany({ where: { sequenceId, state: 'approved' } })).map(requestOf),
    openOf: async (draftId) => found(await client.publishRequest.findFirst({ where: { draftId, state: 'open' } })),
    create: async (request) => {
      await client.publishRequest.create({ data: rowOf(request) });
    },
    save: async (request) => {
      await client.publishRequest.update({ where: { id: request.id }, data: rowOf(request) });
    },
  };
}
