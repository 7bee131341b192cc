import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';

/** With DRUMBEAT_SCREENSHOTS=1 the pictures of the documentation are taken anew. */
const images = process.env.DRUMBEAT_SCREENSHOTS ? fileURLToPath(new URL('../../docs/images', import.meta.url)) : null;

/** Of the whole page, or of a part of it. */
export async function takePicture(of: Page | Locator, name: string): Promise<void> {
  if (images === null) return;
  mkdirSync(images, { recursive: true });
  await of.screenshot({ path: join(images, `${name}.png`), animations: 'disabled' });
}
