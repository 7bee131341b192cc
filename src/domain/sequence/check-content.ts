import { refuse } from '../refusal.js';
import { contentKeyOf } from '../steps/kinds.js';
import type { StepKind } from '../steps/step-kind.js';
import type { Problem } from './problems.js';
import { isObject, pathOf } from './problems.js';

/** A step that has a content has exactly one, and so has each variant of a split test; variants have different ids. */
export function contentProblems(kind: StepKind, item: Record<string, unknown>, path: string): Problem[] {
  const key = contentKeyOf(kind);
  if (key === null) return [];
  const own = exactlyOne(item, [key, 'template', 'variants'], path);
  if (Array.isArray(item.variants)) return [...own, ...variantsProblems(item.variants, key, path)];
  const untested = { path: pathOf(path, 'promoteAfter'), ...refuse('nothingToPromote') };
  return item.promoteAfter === undefined ? own : [...own, untested];
}

function variantsProblems(variants: readonly unknown[], key: string, path: string): Problem[] {
  const ids = variants.map((variant) => (isObject(variant) ? variant.id : undefined));
  return variants.flatMap((variant, index) => {
    if (!isObject(variant)) return [];
    const here = pathOf(path, 'variants', index);
    const repeated = typeof variant.id === 'string' && ids.indexOf(variant.id) < index;
    const twice = { path: pathOf(here, 'id'), ...refuse('variantIdTaken', String(variant.id)) };
    return [...(repeated ? [twice] : []), ...exactlyOne(variant, [key, 'template'], here)];
  });
}

function exactlyOne(item: Record<string, unknown>, keys: readonly string[], path: string): Problem[] {
  const given = keys.filter((key) => item[key] !== undefined).map((key) => `"${key}"`);
  if (given.length === 1) return [];
  if (given.length > 1) return [{ path, ...refuse('excluding', listed(given, 'and')) }];
  return [
    {
      path,
      ...refuse(
        'missing',
        listed(
          keys.map((key) => `"${key}"`),
          'or',
        ),
      ),
    },
  ];
}

/** `"a", "b" or "c"`. */
function listed(words: readonly string[], joint: string): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}
