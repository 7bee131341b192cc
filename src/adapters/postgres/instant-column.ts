import pg from 'pg';

/** PostgreSQL's own number of the type (`pg_type.oid`). */
const timestamptz = 1184;

const usual = pg.types.getTypeParser;
const asUsual: (text: string) => Date = usual(timestamptz, 'text');

/** Columns as node-postgres reads them, but for instants, for each of which it takes four times as long. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === timestamptz && format !== 'binary' ? instantOf : usual(oid, format)),
};

/** `2026-03-02 09:00:00` and `+00`, with up to six digits of a second between them: as the server writes it whose clock is UTC. */
const [shortest, longest] = [22, 29];

/** In whole milliseconds. What is written in any other way is read as usual. */
export function instantOf(text: string): Date {
  const isInUtc = text.length >= shortest && text.length <= longest && text.endsWith('+00') && text[4] === '-';
  const century = two(text, 0);
  if (!isInUtc || century === 0) return asUsual(text);
  let ms = 0;
  for (let at = 20, worth = 100; worth >= 1 && at < text.length - 3; at += 1, worth /= 10)
    ms += digit(text, at) * worth;
  const year = century * 100 + two(text, 2);
  return new Date(Date.UTC(year, two(text, 5) - 1, two(text, 8), two(text, 11), two(text, 14), two(text, 17), ms));
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}

function two(text: string, at: number): number {
  return 10 * digit(text, at) + digit(text, at + 1);
}
