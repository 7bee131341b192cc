import { type Arguments, AssignTag, analyzeSync, type Template, toValueSync, type Variable } from 'liquidjs';

type Expression = Arguments extends Iterable<infer One> ? One : never;

/** The variables in an expression, as dotted paths. */
export function namesIn(expression: Expression): string[] {
  return variablesIn(expression).map(String);
}

/** The variables in an expression, and those in their brackets. */
export function variablesIn(expression: Expression): Variable[] {
  const holder = {
    token: expression as never, // only templates that come from text have one, and the analysis reads none
    render: () => '',
    *arguments() {
      yield expression;
    },
  };
  return Object.values(analyzeSync([holder]).variables).flat();
}

/**
 * Where the names come from that a text makes for itself: after `{% assign who = contact.firstName %}` a blank `who`
 * is a blank `contact.firstName`, which somebody can fill in. The returned function answers the paths behind a path.
 */
export function sourcesOfNames(templates: readonly Template[]): (path: string) => string[] {
  const made = new Map<string, string[]>();
  for (const template of withChildren(templates)) {
    const names = [
      ...(template.blockScope?.() ?? []),
      ...[...(template.localScope?.() ?? [])].map((token) => token.content),
    ];
    const behind = [...(template.arguments?.() ?? [])].flatMap(namesIn);
    const inside = template instanceof AssignTag || behind.length > 0 ? behind : namesInside(template);
    for (const name of names) if (inside.length > 0) made.set(name, inside);
  }
  const resolve = (path: string, seen: readonly string[]): string[] => {
    const name = path.split(/[.[]/, 1)[0] ?? path;
    const behind = made.get(name);
    if (behind === undefined || seen.includes(name)) return [path];
    return behind.flatMap((source) => resolve(source, [...seen, name]));
  };
  return (path) => resolve(path, []);
}

/** The names used inside a `capture`. */
function namesInside(template: Template): string[] {
  return [...withChildren([template])].flatMap((child) => [...(child.arguments?.() ?? [])].flatMap(namesIn));
}

/** All of a text, what stands in its tags as well. */
export function* withChildren(templates: readonly Template[]): Generator<Template> {
  for (const template of templates) {
    yield template;
    const children = template.children?.(false, true);
    if (children !== undefined) yield* withChildren(toValueSync(children) as Template[]);
  }
}
