import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a provider publishes of one field. */
interface Field {
  readonly type: 'string' | 'number' | 'object' | 'boolean' | 'array';
  /** Of an object, or of the elements of an array: where in the description it is described. */
  readonly of?: string;
  readonly required?: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  /** Of a text, or of a list. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Of an object: its length as JSON, the number of its keys, their form and that of its values. */
  readonly maxJsonLength?: number;
  readonly maxKeys?: number;
  readonly keyPattern?: string;
  /** Lower case; keys are compared without regard to it. */
  readonly reservedKeys?: readonly string[];
  readonly valuePattern?: string;
}

export type Published = Readonly<Record<string, { readonly fields: Readonly<Record<string, Field>> }>>;

/** A provider's description out of test/fixtures. */
export function published(provider: 'twilio' | 'lob' | 'sendgrid'): Published {
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
    if (breach !== null) return [`${name} ${breach}`];
    if (field?.of === undefined) return [];
    const inside = field.of;
    const parts: readonly Readonly<Record<string, unknown>>[] = Array.isArray(value) ? value : [value];
    return parts.flatMap((part) => breaches(description, inside, part).map((found) => `${name}: ${found}`));
  });
  return [...unknown.map((name) => `${name} is not known`), ...missing, ...wrong];
}

function breachOf(field: Field, value: unknown): string | null {
  const type = Array.isArray(value) ? 'array' : typeof value;
  if (type !== field.type || value === null) return `is not of type ${field.type}`;
  if (typeof value === 'string' || Array.isArray(value)) {
    if (value.length < (field.minLength ?? 0)) return 'is too short';
    if (value.length > (field.maxLength ?? Number.POSITIVE_INFINITY)) return 'is too long';
  }
  if (typeof value === 'string') {
    if (field.pattern !== undefined && !new RegExp(field.pattern).test(value)) return 'is malformed';
    if (field.enum !== undefined && !field.enum.includes(value)) return 'is none of its values';
  }
  if (typeof value === 'object' && !Array.isArray(value)) {
    const keys = Object.keys(value);
    if (JSON.stringify(value).length > (field.maxJsonLength ?? Number.POSITIVE_INFINITY)) return 'is too long';
    if (keys.length > (field.maxKeys ?? Number.POSITIVE_INFINITY)) return 'has too many keys';
    if (field.keyPattern !== undefined && !keys.every((key) => new RegExp(field.keyPattern ?? '').test(key))) {
      return 'has a malformed key';
    }
    if (keys.some((key) => field.reservedKeys?.includes(key.toLowerCase()))) return 'has a reserved key';
    const form = field.valuePattern;
    if (form !== undefined && !Object.values(value).every((one) => new RegExp(form).test(String(one)))) {
      return 'has a malformed value';
    }
  }
  return null;
}
