/** How a filter is written. */
export interface FilterForm {
  /** How many values it takes after its colon. */
  readonly least: number;
  readonly most: number;
  /** The first of them is a number. */
  readonly ofNumber?: true;
  readonly example: string;
}

const alone = (example: string): FilterForm => ({ least: 0, most: 0, example });
const one = (example: string): FilterForm => ({ least: 1, most: 1, example });
const number = (example: string): FilterForm => ({ least: 1, most: 1, ofNumber: true, example });
const maybe = (example: string): FilterForm => ({ least: 0, most: 1, example });
const two = (example: string): FilterForm => ({ least: 2, most: 2, example });
const shortens = (example: string): FilterForm => ({ least: 0, most: 2, ofNumber: true, example });

/** The filters that a text may use. The engine takes values that are missing or too many without a word. */
export const filterForms: Readonly<Record<string, FilterForm>> = {
  abs: alone('abs'),
  append: one('append: "!"'),
  at_least: number('at_least: 1'),
  at_most: number('at_most: 10'),
  capitalize: alone('capitalize'),
  ceil: alone('ceil'),
  date: { least: 0, most: 2, example: 'date: "%B %-d"' },
  default: one('default: "there"'),
  divided_by: { least: 1, most: 2, ofNumber: true, example: 'divided_by: 2' },
  downcase: alone('downcase'),
  first: alone('first'),
  floor: alone('floor'),
  join: maybe('join: ", "'),
  last: alone('last'),
  lstrip: maybe('lstrip'),
  minus: number('minus: 1'),
  modulo: number('modulo: 2'),
  plus: number('plus: 1'),
  prepend: one('prepend: "at "'),
  remove: one('remove: "Inc."'),
  remove_first: one('remove_first: "The "'),
  replace: two('replace: "&", "and"'),
  replace_first: two('replace_first: "&", "and"'),
  reverse: alone('reverse'),
  round: { least: 0, most: 1, ofNumber: true, example: 'round: 2' },
  rstrip: maybe('rstrip'),
  size: alone('size'),
  slice: { least: 1, most: 2, ofNumber: true, example: 'slice: 0, 3' },
  sort: maybe('sort'),
  split: one('split: ","'),
  strip: maybe('strip'),
  strip_newlines: alone('strip_newlines'),
  times: number('times: 2'),
  truncate: shortens('truncate: 20'),
  truncatewords: shortens('truncatewords: 5'),
  uniq: alone('uniq'),
  upcase: alone('upcase'),
  url_encode: alone('url_encode'),
};

export const allowedFilters: readonly string[] = Object.keys(filterForms);

/** Filters that no value may be 0 of. */
export const dividing: readonly string[] = ['divided_by', 'modulo'];
