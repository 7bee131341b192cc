import { filters, Liquid } from 'liquidjs';
import { allowedFilters } from './filters.js';

/** What a text of a sequence may do: choose and repeat. Nothing that reads files, counts across mails or is random. */
const allowedTags = ['assign', 'capture', 'case', 'comment', 'for', 'if', 'unless', 'break', 'continue', 'raw', '#'];

/** Characters of one text; a mail is a few thousand. */
const parseLimit = 100_000;
/** Elements and characters that filters and loops may create in one rendering: what bounds a loop over (1..1000000). */
const memoryLimit = 200_000;
/** Only a last resort, since it depends on the machine: the two limits above are reached long before. */
const renderLimitMs = 5_000;

/**
 * The one Liquid engine of the program. It has an empty set of files, so no text can read another; it is in English
 * and in UTC, so that a plain date like `2026-12-01` prints as that day on every machine.
 */
export const liquid = createEngine();

function createEngine(): Liquid {
  const engine = new Liquid({
    templates: {},
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    catchAllErrors: true,
    locale: 'en-US',
    timezoneOffset: 0,
    dateFormat: '%B %-d, %Y',
    parseLimit,
    memoryLimit,
    renderLimit: renderLimitMs,
  });
  for (const name of Object.keys(engine.tags)) {
    if (!allowedTags.includes(name)) delete engine.tags[name];
  }
  for (const name of Object.keys(engine.filters)) {
    if (!allowedFilters.includes(name)) engine.unregisterFilter(name);
  }
  // `"now" | date` would read the machine's clock; the program's day is the variable `today`.
  const plainDate = filters.date;
  if (typeof plainDate !== 'function') throw new Error('liquidjs has no date filter');
  engine.registerFilter('date', function (value: unknown, ...formats: unknown[]) {
    const day = value === 'now' || value === 'today' ? this.context.getSync(['today']) : value;
    return plainDate.call(this, day, ...formats);
  });
  return engine;
}

/** The tags a text may use, for suggestions. */
export const tagNames: readonly string[] = allowedTags.filter((name) => name !== '#');
