import { z } from 'zod';
import type { ClaimedDelivery, ListDelivery, Parcels, StoredDelivery } from '../../app/ports/stores/parcels.js';
import type { Run } from '../postgres/statements.js';
import { Prisma } from './generated/client.js';
import { inOrder } from './in-order.js';
import { earliestOf, inTurns } from './in-turns.js';
import { fromColumn, fromNullable, toNullable } from './instants.js';
import { contentSchema, type ListRow, listOf, listsOf } from './list-row.js';
import { listedRow } from './newer.js';
import { eventSchema, jsonOf, lineSchema, toSchema } from './parcel-row.js';

const stateSchema = z.enum(['waiting', 'sending', 'uncertain', 'delivered', 'refused']);

type LineRow = NonNullable<Awaited<ReturnType<Prisma.TransactionClient['fulfillmentLine']['findUnique']>>>;

/** As often as a delivery is tried, those after it for its address wait for it: more than an hour. */
const mostWaitedFor = 10;

/** Nothing older for the address of the delivery `d` has to go first. */
const isNext = Prisma.sql`NOT EXISTS (SELECT FROM deliveries o
  WHERE o.workspace_id = d.workspace_id AND md5(o."to"::text) = md5(d."to"::text) AND o.due_at IS NOT NULL
    AND (o.closed_at, o.id) < (d.closed_at, d.id) AND o.attempts <= ${mostWaitedFor})`;

/** Whether things can be handed over there from here; a newer program may know further ways. */
function isKnown(to: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${to}->>'kind' = ANY(${toSchema.options.map(({ shape }) => shape.kind.value)})`;
}

/** Fulfillment lists, what is on them, and deliveries. */
export function parcelsTable(client: Prisma.TransactionClient, run: Run): Parcels {
  return {
    lists: async (workspaceId) => (await run<ListRow>(listsOf, [workspaceId])).map(listOf),
    listed: async (workspaceId) => (await run<ListRow>(listsOf, [workspaceId])).map(listedRow(listOf)),
    saveList: async ({ id, workspaceId, name, items, to, days, at, dueAt }, { versionId, at: when, savedById }) => {
      const savedAt = when.toJSDate();
      const content = jsonOf({ items, to, days, at });
      // Something may have come onto it since it was read: what is due then stays due.
      const time = dueAt === null ? {} : { dueAt: dueAt.toJSDate() };
      const data = { content, ...time, updatedAt: savedAt };
      const row = await client.fulfillmentList.upsert({
        where: { workspaceId_name: { workspaceId, name } },
        create: { id, workspaceId, name, version: 1, ...data },
        update: { ...data, version: { increment: 1 } },
      });
      const version = { id: versionId, listId: row.id, number: row.version, content, savedAt, savedById };
      await client.fulfillmentListVersion.create({ data: version });
    },
    versions: async (listId) => {
      const rows = await client.fulfillmentListVersion.findMany({
        where: { listId },
        orderBy: { number: 'desc' },
        include: { list: { select: { name: true } } },
      });
      return rows.map(({ number, savedAt, savedById, list: { name }, content }) => {
        return { number, savedAt: fromColumn(savedAt), savedById, list: { name, ...contentSchema.parse(content) } };
      });
    },
    deleteList: async (id) => {
      await client.fulfillmentList.deleteMany({ where: { id } });
    },
    addLines: async (lines) => {
      await client.fulfillmentLine.createMany({
        data: lines.map(({ id, listId, addedAt, item, quantity, contact, address }) => ({
          id,
          listId,
          addedAt: addedAt.toJSDate(),
          line: jsonOf({ item, quantity, contact, address }),
        })),
        skipDuplicates: true,
      });
    },
    schedule: async (listId, dueAt) => {
      await client.$executeRaw`
        UPDATE fulfillment_lists SET due_at = COALESCE(due_at, ${dueAt.toJSDate()}) WHERE id = ${listId}::uuid`;
    },
    claimDueLists: async (now, limit) => {
      const isDue = Prisma.sql`l.due_at <= ${now.toJSDate()}`;
      const held = await client.$queryRaw<{ id: string }[]>`
        WITH turns AS (${inTurns(Prisma.sql`
          SELECT l.id, l.due_at AS at FROM fulfillment_lists AS l
          WHERE l.workspace_id = w.id AND ${isDue} AND ${isKnown(Prisma.sql`l.content->'to'`)}
          ORDER BY l.due_at, l.id LIMIT ${limit}`)})
        SELECT l.id FROM fulfillment_lists AS l JOIN turns AS t ON t.id = l.id WHERE ${isDue}
        ORDER BY t.turn, t.at, t.id LIMIT ${limit} FOR UPDATE OF l SKIP LOCKED`;
      const ids = held.map(({ id }) => id);
      return inOrder(ids, await client.fulfillmentList.findMany({ where: { id: { in: ids } } })).map(listOf);
    },
    close: async (delivery) => {
      const listId = listIdOf(delivery);
      if (listId === null) throw new Error(`delivery ${delivery.id} is of no list`);
      await client.fulfillmentList.update({ where: { id: listId }, data: { dueAt: null } });
      const open = { listId, deliveryId: null };
      if ((await client.fulfillmentLine.count({ where: open })) === 0) return false;
      await client.delivery.create({ data: columnsOf(delivery) });
      await client.fulfillmentLine.updateMany({ where: open, data: { deliveryId: delivery.id } });
      return true;
    },
    addDeliveries: async (deliveries) => {
      await client.delivery.createMany({ data: deliveries.map(columnsOf) });
    },
    claimDeliveries: async ({ now, until, limit }, inHand) => {
      const isDue = Prisma.sql`d.due_at <= ${now.toJSDate()}`;
      // One that is found as sending was in the hands of a worker that did not settle it.
      const taken = await client.$queryRaw<{ id: string }[]>`
        WITH turns AS (${inTurns(
          Prisma.sql`
            SELECT d.id, d.due_at AS at FROM deliveries AS d
            WHERE d.workspace_id = w.id AND ${isDue} AND ${isNext} AND ${isKnown(Prisma.sql`d."to"`)}
            ORDER BY d.due_at, d.id LIMIT ${limit}`,
          inHand,
        )})
        UPDATE deliveries SET due_at = ${until.toJSDate()}, attempts = attempts + 1,
          state = CASE state WHEN 'waiting' THEN 'sending' ELSE 'uncertain' END
        WHERE id IN (SELECT d.id FROM deliveries AS d JOIN turns AS t ON t.id = d.id WHERE ${isDue}
          ORDER BY t.turn, t.at, t.id LIMIT ${limit} FOR UPDATE OF d SKIP LOCKED)
        RETURNING id`;
      const lines = { orderBy: [{ addedAt: 'asc' }, { id: 'asc' }] } satisfies Prisma.Delivery$linesArgs;
      const where = { id: { in: taken.map(({ id }) => id) } };
      const orderBy: Prisma.DeliveryFindManyArgs['orderBy'] = [{ closedAt: 'asc' }, { id: 'asc' }];
      return (await client.delivery.findMany({ where, orderBy, include: { list: true, lines } })).map(claimedOf);
    },
    settle: async ({ id, attempt, state, reason, dueAt }, at) => {
      const settledAt = dueAt === null ? at.toJSDate() : null;
      const data = { state, reason, dueAt: toNullable(dueAt), settledAt };
      const settled = await client.delivery.updateMany({ where: { id, attempts: attempt }, data });
      if (settled.count === 0) return false;
      if (state === 'delivered') {
        await client.fulfillmentLine.updateMany({ where: { deliveryId: id }, data: { sentAt: at.toJSDate() } });
      }
      return true;
    },
    nextDueAt: async () =>
      fromNullable(
        await earliestOf(
          client,
          Prisma.sql`
            (SELECT l.due_at AS at FROM fulfillment_lists AS l
             WHERE l.workspace_id = w.id AND l.due_at IS NOT NULL AND ${isKnown(Prisma.sql`l.content->'to'`)}
             ORDER BY l.due_at LIMIT 1)
            UNION ALL
            (SELECT d.due_at FROM deliveries AS d
             WHERE d.workspace_id = w.id AND d.due_at IS NOT NULL AND ${isNext} AND ${isKnown(Prisma.sql`d."to"`)}
             ORDER BY d.due_at LIMIT 1)`,
        ),
      ),
    openCounts: async (workspaceId) => {
      const where = { deliveryId: null, list: { workspaceId } };
      const groups = await client.fulfillmentLine.groupBy({ by: ['listId'], where, _count: true });
      return new Map(groups.map(({ listId, _count }) => [listId, _count]));
    },
    deliveriesOf: async (listId, limit) => {
      const rows = await client.delivery.findMany({
        where: { listId },
        orderBy: [{ closedAt: 'desc' }, { id: 'desc' }],
        ...(limit === undefined ? {} : { take: limit }),
        include: { _count: { select: { lines: true } } },
      });
      return rows.map(({ id, to, closedAt, state, reason, _count }): ListDelivery => {
        const lines = _count.lines;
        return {
          id,
          to: toSchema.parse(to),
          closedAt: fromColumn(closedAt),
          lines,
          state: stateSchema.parse(state),
          reason,
        };
      });
    },
    openLines: async (workspaceId, of) => {
      const rows = await client.fulfillmentLine.findMany({
        where: { deliveryId: null, list: { workspaceId, ...(of === undefined ? {} : { id: of.listId }) } },
        ...(of === undefined ? {} : { take: of.limit }),
        orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
        include: { list: { select: { name: true } } },
      });
      return rows.map((row) => {
        const { listId, addedAt, list } = row;
        return { ...lineOf(row), listId, addedAt: fromColumn(addedAt), listName: list.name };
      });
    },
  };
}

function lineOf({ id, line }: LineRow) {
  return { id, ...lineSchema.parse(line) };
}

type ClaimedRow = Prisma.DeliveryGetPayload<{ include: { list: true; lines: true } }>;

function claimedOf(row: ClaimedRow): ClaimedDelivery {
  const { id, workspaceId, attempts: attempt, state, list } = row;
  const content =
    list === null
      ? { kind: 'rule' as const, event: eventSchema.parse(row.event) }
      : { kind: 'list' as const, list: { id: list.id, name: list.name } };
  const closedAt = fromColumn(row.closedAt);
  const mayHaveArrived = state === 'uncertain';
  const to = toSchema.parse(row.to);
  return { id, workspaceId, to, closedAt, content, lines: row.lines.map(lineOf), attempt, mayHaveArrived };
}

function listIdOf({ content }: StoredDelivery): string | null {
  return content.kind === 'list' ? content.list.id : null;
}

function columnsOf(delivery: StoredDelivery) {
  const { id, workspaceId, to, closedAt, content } = delivery;
  const event = content.kind === 'rule' ? { event: jsonOf(content.event) } : {};
  const at = closedAt.toJSDate();
  return {
    id,
    workspaceId,
    to: jsonOf(to),
    ...event,
    listId: listIdOf(delivery),
    closedAt: at,
    dueAt: at,
    state: 'waiting',
  };
}
