import { SlackError } from './slack-error.js';
import { INVALID_JSON } from './validate/validate.js';

/** A method call's arguments: form fields (where objects arrive as JSON texts), a JSON body, or a query. */
export interface Args {
  text(name: string): string | undefined;
  /** Throws `invalid_arguments` where it is missing or empty. */
  required(name: string): string;
  flag(name: string): boolean;
  /** A whole number, `fallback` where it is none. */
  number(name: string, fallback: number): number;
  /** An object or array. Throws `invalid_arguments` for a text that is no JSON. */
  object(name: string): unknown;
}

export function createArgs(fields: Readonly<Record<string, unknown>>): Args {
  const text = (name: string) => {
    const value = fields[name];
    if (typeof value === 'string') return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  };
  return {
    text,
    required: (name) => {
      const value = text(name);
      if (value === undefined || value === '') {
        throw new SlackError('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
      }
      return value;
    },
    flag: (name) => ['true', '1'].includes(text(name) ?? ''),
    number: (name, fallback) => {
      const value = Number.parseInt(text(name) ?? '', 10);
      return Number.isNaN(value) ? fallback : value;
    },
    object: (name) => {
      const value = fields[name];
      if (typeof value !== 'string') return value;
      try {
        return JSON.parse(value);
      } catch {
        throw new SlackError('invalid_arguments', INVALID_JSON(name));
      }
    },
  };
}
