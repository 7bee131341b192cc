/** Writes docs/refusals.md, the list of what is refused, from the tables that the program refuses by. */
import { writeFileSync } from 'node:fs';
import { importSource } from './source.js';

const { refusalsPage } = await importSource('test/support/refusals-page.ts');
writeFileSync(new URL('../docs/refusals.md', import.meta.url), refusalsPage());
