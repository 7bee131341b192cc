import fc from 'fast-check';
import pg from 'pg';
import { columnTypes, instantOf } from '../../../src/adapters/postgres/instant-column.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const usual: (text: string) => Date = pg.types.getTypeParser(1184, 'text');

const two = (most: number) => fc.integer({ min: 1, max: most }).map((number) => String(number).padStart(2, '0'));
const written = fc
  .tuple(
    fc.integer({ min: 0, max: 12_000 }).map((year) => String(year).padStart(4, '0')),
    fc.tuple(two(12), two(28)).map((of) => of.join('-')),
    fc.tuple(two(23), two(59), two(59)).map((of) => of.join(':')),
    fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,6}$/)),
    fc.constantFrom('+00', '+00', '+00', '+01', '-03', '+05:30', '+00:00', '+00 BC'),
  )
  .map(([year, day, time, fraction, zone]) => `${year}-${day} ${time}${fraction}${zone}`);

test('an instant is read as node-postgres reads it, however the server writes it', () => {
  fc.assert(
    fc.property(written, (text) => {
      expect(instantOf(text)).toEqual(usual(text));
    }),
    { numRuns: 2_000 },
  );
  for (const text of ['infinity', '-infinity']) expect(instantOf(text)).toEqual(usual(text));
});

describe('on a connection', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  test.each(['UTC', 'America/New_York', 'Asia/Kolkata'])(
    'instants are the same where the clock is that of %s',
    async (zone) => {
      const statement = {
        name: '',
        text: "SELECT '2026-03-02 09:00:00.123987+00'::timestamptz AS at, NULL::timestamptz AS none",
      };
      const client = await database.pool.connect();
      try {
        await client.query(`SET TimeZone = '${zone}'`);
        const { rows } = await client.query({ ...statement, types: columnTypes });
        expect(rows).toEqual([{ at: new Date('2026-03-02T09:00:00.123Z'), none: null }]);
      } finally {
        client.release(true);
      }
    },
  );
});
