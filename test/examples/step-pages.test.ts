import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import { parseSequence } from '../../src/domain/sequence/parse.js';
import { stepKinds } from '../../src/domain/steps/step-kind.js';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const pagesIn = (folder: string) =>
  readdirSync(new URL(folder, root)).flatMap((name) => (name.endsWith('.md') ? [folder + name] : []));
const blocks = (page: string) => [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml ?? '');
/** All of the documentation. */
const pages = ['README.md', ...['docs/', 'docs/steps/'].flatMap(pagesIn)].map(read);
/** Where links and pictures of a page lead, without those to the web and to places within it. */
const targets = (page: string) =>
  [...page.matchAll(/\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g)].map(([, target]) => target ?? '');

describe.each(stepKinds.map((kind) => [kind]))('the page of %s steps', (kind) => {
  const page = () => read(`docs/steps/${kind}.md`);

  test('has a picture of its form, and is found from the README and from the page of all kinds', () => {
    expect(page()).toContain(`](../images/step-${kind}.png)`);
    expect(existsSync(new URL(`docs/images/step-${kind}.png`, root))).toBe(true);
    expect(read('README.md')).toContain(`](docs/steps/${kind}.md)`);
    expect(read('docs/steps/README.md')).toContain(`](${kind}.md)`);
  });

  test('says what it does, how it is built, what Slack shows, its file and what is refused', () => {
    const headings = [...page().matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Build it', 'What Slack shows', 'As a file', 'What is refused']);
  });

  test('has a file of it that is taken', () => {
    const steps = blocks(page()).flatMap((yaml) => parse(yaml) as object[]);
    expect(steps[0]).toMatchObject({ kind });
    expect(parseSequence({ name: 'X', steps })).toMatchObject({ ok: true });
  });

  test('leads nowhere that is not there', () => {
    const missing = targets(page()).filter((target) => !existsSync(new URL(target, new URL('docs/steps/', root))));
    expect(missing).toEqual([]);
  });
});

test.each([
  'README.md',
  'CONTRIBUTING.md',
  'docs/steps/README.md',
  'docs/texts.md',
  'docs/postcards.md',
  'docs/fulfillment.md',
])('%s leads nowhere that is not there', (path) => {
  const missing = targets(read(path)).filter((target) => !existsSync(new URL(target, new URL(path, root))));
  expect(missing).toEqual([]);
});

test.each(readdirSync(new URL('docs/images/', root)))('the picture %s is small, and shown on a page', (name) => {
  expect(statSync(new URL(`docs/images/${name}`, root)).size).toBeLessThan(150_000);
  expect(pages.filter((page) => page.includes(`images/${name})`))).not.toEqual([]);
});
