import { pathToFileURL } from 'node:url';
import { onDemand } from '../../support/on-demand.js';
import { buildPage } from './buildPage.js';

/** Vitest's globalSetup for the page's bundle, which all suites of a run share. */
export default async function setUp(): Promise<() => Promise<void>> {
  const page = await onDemand(async () => {
    const { folder, remove } = await buildPage();
    return { url: pathToFileURL(folder).href, stop: async () => remove() };
  });
  process.env.DRUMBEAT_TEST_PAGE_HOST = page.host;
  return page.stop;
}
