import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a provider publishes of one field. */
interface Field {
  readonly type: 'string' | 'object' | 'boolean';
  readonly required?: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Of an object: its length as JSON, the number of its keys, their form and that of its values. */
  readonly maxJsonLength?: number;
  readonly maxKeys?: number;
  readonly keyPattern?: string;
  readonly valuePattern?: string;
}

export type Published = Readonly<Record<string, { readonly fields: Readonly<Record<string, Field>> }>>;

/** A provider's description out of test/fixtures. */
export function published(provider: 'twilio' | 'lob'): Published {
  const path = fileURLToPath(new URL(`../fixtures/${provider}.json`, import.meta.url));
  const { source: _, ...requests } = JSON.parse(readFileSync(path, 'utf8'));
  return requests;
}

/** What is wrong with fields by what the provider publishes of a request: unknown, missing or ill-formed ones. */
export function breaches(description: Published, request: string, given: Readonly<Record<string, unknown>>): string[] {
  const fields = description[request]?.fields ?? {};
  const unknown = Object.keys(given).filter((name) => !(name in fields));
  const missing = Object.entries(fields).flatMap(([name, field]) =>
    field.required && given[name] === undefined ? [`${name} is required`] : [],
  );
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const field = fields[name];
    const breach = field === undefined ? null : breachOf(field, value);
    return breach === null ? [] : [`${name} ${breach}`];
  });
  return [...unknown.map((name) => `${name} is not known`), ...missing, ...wrong];
}

function breachOf(field: Field, value: unknown): string | null {
  if (typeof value !== field.type || value === null) return `is not of type ${field.type}`;
  if (typeof value === 'string') {
    if (value.length < (field.minLength ?? 0)) return 'is too short';
    if (value.length > (field.maxLength ?? Number.POSITIVE_INFINITY)) return 'is too long';
    if (field.pattern !== undefined && !new RegExp(field.pattern).test(value)) return 'is malformed';
    if (field.enum !== undefined && !field.enum.includes(value)) return 'is none of its values';
  }
  if (typeof value === 'object') {
    const keys = Object.keys(value);
    if (JSON.stringify(value).length > (field.maxJsonLength ?? Number.POSITIVE_INFINITY)) return 'is too long';
    if (keys.length > (field.maxKeys ?? Number.POSITIVE_INFINITY)) return 'has too many keys';
    if (field.keyPattern !== undefined && !keys.every((key) => new RegExp(field.keyPattern ?? '').test(key))) {
      return 'has a malformed key';
    }
    const form = field.valuePattern;
    if (form !== undefined && !Object.values(value).every((one) => new RegExp(form).test(String(one)))) {
      return 'has a malformed value';
    }
  }
  return null;
}
