import { Tokenizer, TypeGuards } from 'liquidjs';
import { renderLimits } from '../limits.js';
import { liquid } from './engine.js';
import { shownPathOf } from './merge-field.js';
import { variablesIn, withChildren } from './names.js';
import { parsedOnce } from './render-text.js';

export type Path = readonly (string | number)[];

/** Where a text reads. What else there is in the data makes no difference to it. */
export interface Readings {
  /** What is put out as it is: of it matters only whether it is blank. */
  readonly shown: readonly Path[];
  /** What conditions, filters and loops look at. */
  readonly weighed: readonly Path[];
}

/** Of what is put out, longer values count as they are, so that no text grows too long unseen. */
export const usualLength = 500;

/** Null where that cannot be told, or the text is broken. */
export function readingsOf(text: string): Readings | null {
  try {
    const pieces = new Tokenizer(text)
      .readTopLevelTokens(liquid.options)
      .filter((token) => !TypeGuards.isHTMLToken(token));
    // What a field in brackets says may be the name of any other.
    if (pieces.some((piece) => piece.getText().includes('['))) return null;
    const all = [...withChildren(parsedOnce(text))];
    const [shown, weighed] = [new Map<string, Path>(), new Map<string, Path>()];
    const keep = (paths: Map<string, Path>, path: Path) => void paths.set(path.join('.'), path);
    // `"now" | date` reads it without saying so.
    keep(weighed, ['today']);
    // Names of the text's own may stand for fields, and loops put out a field many times.
    const isPlain = all.every(({ localScope, blockScope }) => localScope === undefined && blockScope === undefined);
    const isShort = text.length + all.length * usualLength <= renderLimits.length;
    for (const template of all) {
      const path = isPlain && isShort ? shownPathOf(template) : null;
      if (path !== null) keep(shown, path);
      else {
        for (const { segments } of [...(template.arguments?.() ?? [])].flatMap(variablesIn)) {
          keep(
            weighed,
            segments.filter((segment) => typeof segment !== 'object'),
          );
        }
      }
    }
    return { shown: [...shown.values()], weighed: [...weighed.values()] };
  } catch {
    return null;
  }
}

/** What a path leads to. Where it goes on into what is no object (`contact.tags.size`), a list of what it leads to before. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const segment of path) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [value];
    value = Object.hasOwn(value, segment) ? (value as Record<string, unknown>)[segment] : undefined;
  }
  return value;
}
