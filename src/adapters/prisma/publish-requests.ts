import { z } from 'zod';
import {
  type PublishRequest,
  type PublishRequests,
  type RequestSubject,
  requestStates,
} from '../../app/ports/stores/publish-requests.js';
import { editNumbersSchema } from '../../domain/enrollment/edit-numbers.js';
import { finishedChoices } from '../../domain/enrollment/publish.js';
import type { Prisma } from './generated/client.js';
import { fromColumn, fromNullable, toNullable } from './instants.js';
import { storedTemplateColumn } from './templates.js';

const finishedColumn = z.enum(finishedChoices);
const stateColumn = z.enum(requestStates);
const id = z.string().nullable();
const subjectColumn = z.object({ sequenceId: id, draftId: id, templateId: id, text: storedTemplateColumn.nullable() });

/** What managers are asked to allow. */
export function publishRequestsTable(client: Prisma.TransactionClient): PublishRequests {
  type Row = NonNullable<Awaited<ReturnType<typeof client.publishRequest.findUnique>>>;
  const requestOf = ({ sequenceId, draftId, templateId, text, ...row }: Row): PublishRequest => ({
    ...row,
    subject: subjectOf({ sequenceId, draftId, templateId, text }),
    finished: finishedColumn.parse(row.finished),
    numbers: editNumbersSchema.parse(row.numbers),
    state: stateColumn.parse(row.state),
    askedAt: fromColumn(row.askedAt),
    decidedAt: fromNullable(row.decidedAt),
  });
  const rowOf = ({ subject, ...request }: PublishRequest) => ({
    ...request,
    ...subjectColumns(subject),
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
      (await client.publishRequest.findMany({ where: { sequenceId, state: 'approved' }, orderBy: { id: 'asc' } })).map(
        requestOf,
      ),
    openOf: async (id) => {
      const of = [{ draftId: id }, { templateId: id }];
      return found(
        await client.publishRequest.findFirst({ where: { OR: of, state: 'open' }, orderBy: { id: 'desc' } }),
      );
    },
    create: async (request) => {
      await client.publishRequest.create({ data: rowOf(request) });
    },
    save: async (request) => {
      await client.publishRequest.update({ where: { id: request.id }, data: rowOf(request) });
    },
  };
}

function subjectColumns(subject: RequestSubject) {
  if (subject.of === 'edit') return { sequenceId: subject.sequenceId, draftId: subject.draftId };
  return { templateId: subject.templateId, text: subject.text };
}

function subjectOf(columns: Record<'sequenceId' | 'draftId' | 'templateId' | 'text', unknown>): RequestSubject {
  const { sequenceId, draftId, templateId, text } = subjectColumn.parse(columns);
  if (templateId !== null && text !== null) return { of: 'text', templateId, text };
  if (sequenceId !== null && draftId !== null) return { of: 'edit', sequenceId, draftId };
  throw new Error('a request is about nothing');
}
