import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const howToGet = 'apt-get install chromium, or set CHROMIUM_PATH';

/** The chromium to test with: `CHROMIUM_PATH`, or where it usually lies; null when there is none. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : null;
  return usualPaths.find((path) => existsSync(path)) ?? null;
}

/** Whether `DRUMBEAT_TEST_REQUIRE` says that a missing browser is a failure. */
export function browserIsRequired(): boolean {
  return (process.env.DRUMBEAT_TEST_REQUIRE ?? '').split(',').includes('browser');
}

/** A suite that needs a browser: without one it is named as skipped, or fails where a browser is required. */
export function describeWithBrowser(name: string, suite: () => void): void {
  if (findChromium()) {
    describe(name, suite);
  } else if (browserIsRequired()) {
    describe(name, () => {
      test('has a browser to run in', () => {
        throw new Error(`No chromium was found: ${howToGet}`);
      });
    });
  } else {
    const title = `${name} (skipped: needs chromium (${howToGet}))`;
    // Jest names no test of a suite that is skipped as a whole.
    process.stderr.write(`${title}\n`);
    describe.skip(title, () => {
      test('runs in a browser', () => undefined);
    });
  }
}

/** The caller closes it. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(`No chromium was found: ${howToGet}`);
  return chromium.launch({
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
}
