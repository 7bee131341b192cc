import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page, Request } from 'playwright-core';
import type { Snapshot } from '../../../src/sandbox/protocol.js';
import { openChromium } from '../../support/browser.js';
import { sharedUrl } from '../../support/on-demand.js';
import { type MockSandbox, startMockSandbox } from './mockSandbox.js';

const waitMs = 15_000;

/** A suite's browser, page bundle and mock server; `open` shows the page with a fresh fixture. */
export interface PageSuite {
  mock(): MockSandbox;
  open(change?: Partial<Snapshot>, options?: { hash?: string; width?: number; height?: number }): Promise<Page>;
}

export function setUpPage(): PageSuite {
  let mock: MockSandbox;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  /** The browser does not answer. Each test would wait until its time is up: together they take as long as a run that hangs. */
  let isLost = true;

  beforeAll(async () => {
    const bundle = fileURLToPath(await sharedUrl('DRUMBEAT_TEST_PAGE_HOST'));
    [mock, browser] = await Promise.all([startMockSandbox(bundle), openChromium()]);
    page = await newPage(browser, mock, problems);
    isLost = false;
  });
  beforeEach(() => {
    if (isLost) throw new Error('the browser has stopped answering: the first failure says where');
  });
  afterEach(async () => {
    if (isLost) return;
    isLost = true;
    try {
      await page.evaluate(() => localStorage.clear());
      // Leaving the page ends what it still asks for; coming back is a fresh start of it.
      await page.goto('about:blank');
    } finally {
      // Whatever it says, it answers.
      isLost = false;
    }
    expect(problems.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    // The connection of one that is lost ends with the worker.
    if (!isLost) await browser.close();
    await mock?.close();
  });

  return {
    mock: () => mock,
    async open(change = {}, { hash = '#person=U1&conversation=D1', width = 1280, height = 800 } = {}) {
      mock.reset(change);
      await page.setViewportSize({ width, height });
      await page.goto(mock.url + hash);
      await page.getByRole('main').waitFor();
      return page;
    },
  };
}

/** Where it ends, in pixels from above. */
export async function bottomOf(part: Locator): Promise<number> {
  const box = await part.boundingBox();
  if (box === null) throw new Error('it is not to be seen');
  return box.y + box.height;
}

/** One page for all tests of a suite: a new one costs three times as much as another visit. */
async function newPage(browser: Browser, mock: MockSandbox, problems: string[]): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
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
  return page;
}
