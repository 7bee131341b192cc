import { onDemand } from './on-demand.js';
import { findChromium } from './requirements.js';

/** Vitest's globalSetup for the browser that all suites of a run share: starting one takes seconds. */
export default async function setUp(): Promise<() => Promise<void>> {
  const browser = await onDemand(async () => {
    const executablePath = findChromium();
    if (!executablePath) throw new Error('No chromium was found; describeIf leaves out the suites that need one.');
    // Read here: a run without a browser need not.
    const { chromium } = await import('playwright-core');
    const server = await chromium.launchServer({
      executablePath,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return { url: server.wsEndpoint(), stop: () => server.close() };
  });
  process.env.DRUMBEAT_TEST_BROWSER_HOST = browser.host;
  return browser.stop;
}
