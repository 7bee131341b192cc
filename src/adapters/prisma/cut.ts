import type { Cut, DigestQuestion } from '../../app/ports/stores/digest-figures.js';
import { Prisma } from './generated/client.js';

/** Rows of a cut list: each carries how many there are in all. */
export type Counted<T> = T & { readonly total: number };

export function inSpan(column: string, { from, to }: DigestQuestion): Prisma.Sql {
  return Prisma.sql`(${Prisma.raw(column)} >= ${from.toJSDate()} AND ${Prisma.raw(column)} < ${to.toJSDate()})`;
}

export function cut<T extends { readonly total: number }>(rows: readonly T[]): Cut<Omit<T, 'total'>> {
  return { total: rows[0]?.total ?? 0, first: rows.map(({ total: _total, ...row }) => row) };
}
