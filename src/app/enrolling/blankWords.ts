import { listed } from '../shown/counted.js';
import { blankField } from './blankFields.js';

/** Merge fields as people call them: `First name and Company`. `paths`: as a hold has them, separated by commas. */
export function fieldNames(paths: string | readonly string[]): string {
  const list = typeof paths === 'string' ? paths.split(', ') : paths;
  return listed(list.map((path) => blankField(path).label));
}

/** `Company is blank`, `First name and Company are blank`. */
export function blankWords(paths: string | readonly string[]): string {
  const many = typeof paths === 'string' ? paths.includes(', ') : paths.length > 1;
  return `${fieldNames(paths)} ${many ? 'are' : 'is'} blank`;
}
