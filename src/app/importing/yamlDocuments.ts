import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
} from 'yaml';
import { refuse } from '../../domain/refusal.js';
import type { ImportProblem } from './importProblem.js';

/** Where something stands in a file, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One document of a YAML (or JSON) file, with a way back from paths to places. */
export interface YamlDocument {
  readonly value: unknown;
  /** The place of `steps[0].when.at`: of the key where there is one, else of what it would be in. */
  placeOf(path: string): Place;
}

export type YamlFile =
  | { readonly ok: true; readonly documents: readonly YamlDocument[] }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] };

/** Reads the documents of a file. Empty ones are left out. */
export function readYamlFile(file: string, text: string): YamlFile {
  const lineCounter = new LineCounter();
  const parsed = parseAllDocuments(text.replace(/^\uFEFF/, ''), { lineCounter, prettyErrors: false });
  const all = Array.isArray(parsed) ? parsed : [];
  const placeAt = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col };
  };
  const errors = all.flatMap((document) => document.errors);
  if (errors.length > 0) {
    return {
      ok: false,
      problems: errors.map(({ message, pos }) => ({
        file,
        ...placeAt(pos[0]),
        path: '',
        ...refuse('notYaml', message),
      })),
    };
  }
  const aliases = all.flatMap(unknownAliases);
  if (aliases.length > 0) {
    return {
      ok: false,
      problems: aliases.map(({ offset, name }) => ({
        file,
        ...placeAt(offset),
        path: '',
        ...refuse('noAnchor', name),
      })),
    };
  }
  const values = all.map(jsOf);
  if (values.includes(null)) {
    return { ok: false, problems: [{ file, line: null, column: null, path: '', ...refuse('aliasesTooMany') }] };
  }
  const documents = all.flatMap((document, index): YamlDocument[] => {
    const value = values[index]?.value;
    if (value === null || value === undefined) return [];
    return [{ value, placeOf: (path) => placeAt(offsetOf(document, segmentsOf(path))) }];
  });
  return { ok: true, documents };
}

/** What begins with `*` is another place of the document to YAML, though people may mean a text by it. */
function unknownAliases(document: Document): { readonly offset: number; readonly name: string }[] {
  const anchors = new Set<string>();
  const unknown: { offset: number; name: string }[] = [];
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
      } else if (!anchors.has(node.source)) {
        unknown.push({ offset: startOf(node) ?? 0, name: node.source });
      }
    },
  });
  return unknown;
}

/** The values of a document; null where its aliases would fill the memory, which the parser refuses. */
function jsOf(document: Document): { readonly value: unknown } | null {
  try {
    return { value: document.toJS() };
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}

/** The segments of a path: `steps[0].when.at` is `steps`, 0, `when`, `at`. */
function segmentsOf(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([text, index]) => (index === undefined ? text : Number(index)));
}

function offsetOf(document: Document, segments: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const segment of segments) {
    if (!isCollection(node)) break;
    const pair = isMap(node)
      ? node.items.find(({ key }) => (isScalar(key) ? String(key.value) : key) === String(segment))
      : undefined;
    const child: unknown = pair === undefined ? node.get(segment, true) : pair.value;
    const found = startOf(pair?.key) ?? startOf(child);
    if (found === null) break;
    offset = found;
    node = child;
  }
  return offset;
}

function startOf(node: unknown): number | null {
  return isNode(node) ? ((node as Node).range?.[0] ?? null) : null;
}
