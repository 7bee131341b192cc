import { type Readings, readingsOf, usualLength, valueAt } from './readings.js';
import { blankVariables } from './render-email.js';
import type { TemplateData } from './template-data.js';

/**
 * {@link blankVariables} of one text for many: rendered anew only for those who differ in something that could make a
 * difference, of all who are enrolled together a few. The function answered throws {@link TemplateFault}.
 */
export function blanksOnce(text: string): (data: TemplateData) => readonly string[] {
  const readings = readingsOf(text);
  if (readings === null) return (data) => blankVariables(text, data);
  const known = new Map<string, readonly string[]>();
  return (data) => {
    const key = keyOf(readings, data);
    const found = known.get(key);
    if (found !== undefined) return found;
    const blanks = blankVariables(text, data);
    known.set(key, blanks);
    return blanks;
  };
}

/** What of the data makes a difference. */
function keyOf({ shown, weighed }: Readings, data: TemplateData): string {
  const values: unknown[] = [];
  for (const path of shown) values.push(blanknessOf(valueAt(data, path)));
  for (const path of weighed) {
    const value = valueAt(data, path);
    values.push(value === undefined ? null : [value]);
  }
  return JSON.stringify(values);
}

/** What putting a value out can make of it: a `default` takes the place of what is empty, not of spaces. */
function blanknessOf(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value !== 'string' || value.length > usualLength) return [value];
  return value.trim() === '' ? ' ' : 'text';
}
