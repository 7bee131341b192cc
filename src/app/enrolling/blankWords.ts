import { listed } from '../shown/counted.js';
import { blankField } from './blankFields.js';

type Paths = string | readonly string[];

/** Merge fields as people call them, names first: `First name and Company`. `paths`: as a hold has them, separated by commas. */
export function fieldNames(paths: Paths): string {
  const isName = (path: string) => (/^contact\.(?:firstName|lastName|name)$/.test(path) ? 0 : 1);
  const sorted = [...listOf(paths)].sort((one, other) => isName(one) - isName(other));
  return listed(sorted.map((path) => blankField(path).label));
}

/** `Company is blank`, `First name and Company are blank`. */
export function blankWords(paths: Paths): string {
  return `${fieldNames(paths)} ${areMany(paths) ? 'are' : 'is'} blank`;
}

/** `until Company is filled in`, `until First name and Company are filled in`. */
export function untilFilledIn(paths: Paths): string {
  return `until ${fieldNames(paths)} ${areMany(paths) ? 'are' : 'is'} filled in`;
}

/** What to do about them: `Fill it in`, `Fill them in`. */
export function fillIn(paths: Paths): string {
  return `Fill ${areMany(paths) ? 'them' : 'it'} in`;
}

function areMany(paths: Paths): boolean {
  return listOf(paths).length > 1;
}

function listOf(paths: Paths): readonly string[] {
  return typeof paths === 'string' ? paths.split(', ') : paths;
}
