import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import type { Snapshot } from '../../../src/sandbox/protocol.js';
import { launchChromium } from '../../browser.js';
import { type BuiltPage, buildPage } from './buildPage.js';
import { type MockSandbox, startMockSandbox } from './mockSandbox.js';

const waitMs = 5_000;

/** A suite's browser, page bundle and mock server; `open` shows the page with a fresh fixture. */
export interface PageSuite {
  mock(): MockSandbox;
  open(change?: Partial<Snapshot>, options?: { hash?: string; width?: number; height?: number }): Promise<Page>;
}

export function setUpPage(): PageSuite {
  let built: BuiltPage;
  let mock: MockSandbox;
  let browser: Browser;
  let context: BrowserContext | null = null;
  const problems: string[] = [];

  beforeAll(async () => {
    built = await buildPage();
    [mock, browser] = await Promise.all([startMockSandbox(built.folder), launchChromium()]);
  });
  afterEach(async () => {
    await context?.close();
    context = null;
    expect(problems.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await mock?.close();
    built?.remove();
  });

  return {
    mock: () => mock,
    async open(change = {}, { hash = '#person=U1&conversation=D1', width = 1280, height = 800 } = {}) {
      mock.reset(change);
      context = await browser.newContext({ viewport: { width, height }, locale: 'en-GB', reducedMotion: 'reduce' });
      context.setDefaultTimeout(waitMs);
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(error.message));
      // What a content security policy keeps back is a request to the browser too, but never leaves it.
      const leaving = (request: Request) => {
        const stopped = request.failure()?.errorText === 'csp';
        if (!stopped && !request.url().startsWith(mock.url) && !/^(data|about|blob):/.test(request.url())) {
          problems.push(`asked for ${request.url()}`);
        }
      };
      page.on('requestfinished', leaving);
      page.on('requestfailed', leaving);
      await page.goto(mock.url + hash);
      await page.getByRole('main').waitFor();
      return page;
    },
  };
}
