import { type Browser, chromium } from 'playwright-core';
import { sharedUrl } from './on-demand.js';

/** The run's browser (test/support/browser-setup.ts). The caller closes it, which ends the caller's pages alone. */
export async function openChromium(): Promise<Browser> {
  return chromium.connect(await sharedUrl('DRUMBEAT_TEST_BROWSER_HOST'));
}
