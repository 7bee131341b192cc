import { blankField } from './blankFields.js';

/** Merge fields as people call them: `First name and Company`. `paths`: as a hold has them, separated by commas. */
export function fieldNames(paths: string | readonly string[]): string {
  const list = typeof paths === 'string' ? paths.split(', ') : paths;
  const names = list.map((path) => blankField(path).label);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** `Company is blank`, `First name and Company are blank`. */
export function blankWords(paths: string | readonly string[]): string {
  const many = typeof paths === 'string' ? paths.includes(', ') : paths.length > 1;
  return `${fieldNames(paths)} ${many ? 'are' : 'is'} blank`;
}
