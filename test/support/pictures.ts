import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { smallPng } from './small-png.js';

/** With DRUMBEAT_SCREENSHOTS=1 the pictures of the documentation are taken anew. */
const images = process.env.DRUMBEAT_SCREENSHOTS ? fileURLToPath(new URL('../../docs/images', import.meta.url)) : null;

/** Of the whole page, or of a part of it. */
export async function takePicture(of: Page | Locator, name: string): Promise<void> {
  if (images === null) return;
  mkdirSync(images, { recursive: true });
  writeFileSync(join(images, `${name}.png`), smallPng(await of.screenshot({ animations: 'disabled' })));
}
