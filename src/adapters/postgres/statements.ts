import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { columnTypes as types } from './instant-column.js';

/** A statement of the way that every step takes. Its name is its own: each connection parses it once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Runs a statement; `values` as node-postgres takes them. Answers its rows. */
export type Run = <Row extends pg.QueryResultRow>(
  statement: Statement,
  values: readonly unknown[],
) => Promise<readonly Row[]>;

/** Statements that go to the server as they are, past Prisma, whose interpreter costs more than running them. */
export interface Statements {
  /** Each on its own. */
  readonly read: Run;
  /**
   * `work` begins one transaction of Prisma's and calls `inside` with what it does there: its statements run on that
   * transaction's connection, and nowhere once it is over. `limitMs`: what Prisma gives the transaction.
   */
  transact<T>(limitMs: number, work: (inside: Inside) => Promise<T>): Promise<T>;
}

export type Inside = <T>(work: (run: Run) => Promise<T>) => Promise<T>;

interface Held {
  client: pg.PoolClient | null;
  /** When Prisma may roll back behind our back (of the monotonic clock). */
  untilMs: number;
}

/**
 * Prisma takes a connection of the pool when a transaction begins and does not say which: it is remembered here, by
 * whose asking it was.
 */
export function createStatements(pool: pg.Pool): Statements {
  const asking = new AsyncLocalStorage<{ readonly held: Held; readonly limitMs: number }>();
  const connect = pool.connect.bind(pool) as { (): Promise<pg.PoolClient>; (callback: Callback): void };
  const connectAndTell = async () => {
    const client = await connect();
    const asked = asking.getStore();
    if (asked !== undefined && asked.held.client === null) {
      asked.held.client = client;
      asked.held.untilMs = performance.now() + asked.limitMs;
    }
    return client;
  };
  // Single statements, which ask with a callback, are nobody's transaction.
  pool.connect = ((callback?: Callback) =>
    callback === undefined ? connectAndTell() : connect(callback)) as pg.Pool['connect'];
  return {
    read: async ({ name, text }, values) =>
      (await pool.query({ name, text, values: values.map(asParameter), types })).rows,
    transact: (limitMs, work) => {
      const held: Held = { client: null, untilMs: 0 };
      const inside: Inside = async (within) => {
        if (held.client === null) throw new Error('a transaction began on a connection that nobody knows');
        try {
          return await within(async ({ name, text }, values) => {
            // Prisma rolls back and gives the connection back when its time is up; what came after that would be for good.
            if (held.client === null || performance.now() >= held.untilMs) throw new Error('the transaction is over');
            return (await held.client.query({ name, text, values: values.map(asParameter), types })).rows;
          });
        } finally {
          held.client = null;
        }
      };
      return asking.run({ held, limitMs }, () => work(inside));
    },
  };
}

/** Ids and numbers by the hundred as the text of an array, at once: node-postgres takes as long for each as a row takes to be read. */
function asParameter(value: unknown): unknown {
  return Array.isArray(value) && value.length > 0 && value.every(isPlain) ? `{"${value.join('","')}"}` : value;
}

/** Nothing in it has to be escaped. */
function isPlain(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && !/["\\]/.test(value));
}

type Callback = Parameters<pg.Pool['connect']>[0];
