import { indexesOf } from '../../../src/adapters/postgres/concurrent-indexes.js';

/**
 * What a migration must not do, since a program of the version before goes on beside it and nobody may wait for long
 * (docs/decisions/0023-migrations-hold-nobody-up.md): each broken rule, with its statement's beginning. What concerns tables that the
 * same migration makes is free: nobody uses them yet.
 */
export function brokenRules(sql: string): string[] {
  if (indexesOf(sql) !== null) return [];
  const statements = statementsOf(sql);
  const own = new Set(
    statements.flatMap(({ text }) => /^CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)/i.exec(text)?.[1] ?? []),
  );
  return statements.flatMap(({ text, comment }) => {
    const table = tableOf(text);
    if (table !== null && own.has(table)) return [];
    return rules.flatMap(({ broken, says, excuse }) =>
      broken.test(text) && !(excuse?.test(comment) ?? false) ? [`${says}: ${text.slice(0, 60)}`] : [],
    );
  });
}

interface Rule {
  readonly broken: RegExp;
  readonly says: string;
  /** A comment above the statement that makes it right. */
  readonly excuse?: RegExp;
}

const unused = /^-- Unused since \d{14}_\w+/m;
const rules: readonly Rule[] = [
  {
    broken: /^CREATE (UNIQUE )?INDEX/i,
    says: 'an index on a table in use is made CONCURRENTLY, in a migration of its own',
  },
  {
    broken: /\bADD COLUMN\b(?!.*\bDEFAULT\b).*\bNOT NULL\b/is,
    says: 'the old program does not fill a new column: give it a default',
  },
  { broken: /\bADD COLUMN\b.*\bDEFAULT\b.*\(\s*\)/is, says: 'a default that is computed writes every row' },
  {
    broken: /\bADD CONSTRAINT\b(?!.*\bNOT VALID\b)(?!.*\bUSING INDEX\b)/is,
    says: 'a constraint is added NOT VALID, and validated later',
  },
  { broken: /\bALTER COLUMN\b.*\b(SET DATA TYPE|TYPE)\b/is, says: 'a column of another type is a new column' },
  { broken: /\bSET NOT NULL\b/i, says: 'NOT NULL reads every row: a CHECK that is NOT VALID does not' },
  { broken: /\bRENAME\b/i, says: 'the old program knows the old name' },
  {
    broken: /\bDROP (COLUMN|TABLE)\b/i,
    says: 'the old program still reads it: say since which migration nobody does',
    excuse: unused,
  },
  { broken: /^(UPDATE|DELETE|TRUNCATE|LOCK)\b/i, says: 'rows are changed by the program, some at a time' },
];

function tableOf(statement: string): string | null {
  const at = /\b(?:TABLE|ON|UPDATE|INTO|FROM)\s+(?:ONLY\s+|IF EXISTS\s+)?"?(\w+)"?/i.exec(statement);
  return at?.[1] ?? null;
}

/** Statements with the comment lines above each. Strings with semicolons are cut, which no rule minds. */
function statementsOf(sql: string): { readonly text: string; readonly comment: string }[] {
  return sql.split(';').flatMap((part) => {
    const lines = part.trim().split('\n');
    const text = lines
      .filter((line) => !line.trim().startsWith('--'))
      .join('\n')
      .trim();
    const comment = lines.filter((line) => line.trim().startsWith('--')).join('\n');
    return text === '' ? [] : [{ text, comment }];
  });
}
