import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the program as the compiler sees it, comments and strings apart. */
export interface Source {
  /** Below src, such as `domain/timing/plan.ts`. */
  readonly path: string;
  /** Below src for our own files, else the package's name. Types count. */
  readonly imports: readonly string[];
  /** Calls and reads of what must be injected, such as `Date.now` or `new Date()`. */
  readonly ambient: readonly string[];
  readonly text: string;
}

/** Every source of the program, but for the browser's page and what Prisma generates, as it is written. */
export function programTexts(): Pick<Source, 'path' | 'text'>[] {
  return readdirSync(join(root, 'src'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(join(root, 'src'), join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('sandbox/page/') && !path.includes('generated/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, 'src', path), 'utf8') }));
}

/** The same, each parsed: that takes seconds. */
export function programSources(): Source[] {
  return programTexts().map(readSource);
}

function readSource({ path, text }: Pick<Source, 'path' | 'text'>): Source {
  const found = { imports: new Set<string>(), ambient: new Set<string>() };
  visit(parseSync(path, text).program, found);
  const imports = [...found.imports].map((from) => (from.startsWith('.') ? join(dirname(path), from) : from));
  return { path, imports: imports.map((from) => from.replace(/\.js$/, '.ts')), ambient: [...found.ambient], text };
}

type Node = Record<string, unknown>;

/** Members that read a clock, chance or the environment; with `unlessArgs` only where nothing is given to them. */
const members = new Set([
  'Date.now',
  'DateTime.now',
  'Math.random',
  'process.env',
  'performance.now',
  'process.hrtime',
]);
const membersUnlessArgs = new Set(['DateTime.local', 'DateTime.utc']);
const names = new Set(['randomUUID', 'setTimeout', 'setInterval', 'setImmediate']);

function visit(value: unknown, found: { imports: Set<string>; ambient: Set<string> }): void {
  if (Array.isArray(value)) for (const one of value) visit(one, found);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const node = value as Node;
  const source = node.source as Node | undefined;
  if (typeof source?.value === 'string') found.imports.add(source.value);
  if (node.type === 'CallExpression') visitCall(node, found);
  if (node.type === 'MemberExpression') {
    const name = memberName(node);
    if (members.has(name)) found.ambient.add(name);
  }
  if (node.type === 'NewExpression' && identifier(node.callee) === 'Date' && count(node.arguments) === 0) {
    found.ambient.add('new Date()');
  }
  for (const child of Object.values(node)) visit(child, found);
}

function visitCall(node: Node, found: { ambient: Set<string> }): void {
  const callee = node.callee as Node;
  const name = identifier(callee);
  if (names.has(name)) found.ambient.add(name);
  if (callee.type !== 'MemberExpression') return;
  const member = memberName(callee);
  if (membersUnlessArgs.has(member) && count(node.arguments) === 0) found.ambient.add(member);
}

function memberName(node: Node): string {
  return `${identifier(node.object)}.${identifier(node.property)}`;
}

function identifier(value: unknown): string {
  const node = value as Node | undefined;
  return node?.type === 'Identifier' ? String(node.name) : '';
}

function count(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
