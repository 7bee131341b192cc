import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Pictures } from '../../app/ports/pictures.js';

/** Scripts that texts are drawn in; what is in none of them shows as a box. */
const scripts = ['latin', 'latin-ext', 'greek', 'cyrillic', 'cyrillic-ext', 'vietnamese'];

/** Slack asks for a picture several times, once for each way it shows it. */
const mostRemembered = 50;

/** The package starts once for the whole process, and refuses to a second time. */
let started: Promise<void> | null = null;

/** Pictures by resvg in WebAssembly: nothing native, no fonts of the machine. Fonts are read at the first picture. */
export function createPictures(): Pictures {
  const remembered = new Map<string, Uint8Array>();
  let fonts: Promise<Uint8Array[]> | null = null;
  return {
    async toPng(svg) {
      const known = remembered.get(svg);
      if (known !== undefined) return known;
      started ??= start();
      fonts ??= Promise.all(
        scripts.map((script) => read(`@fontsource-variable/inter/files/inter-${script}-wght-normal.woff2`)),
      );
      await started;
      const drawing = new Resvg(svg, { font: { fontBuffers: await fonts } });
      const rendered = drawing.render();
      const png = rendered.asPng();
      rendered.free();
      drawing.free();
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(svg, png);
      return png;
    },
  };
}

async function start(): Promise<void> {
  await initWasm(await read('@resvg/resvg-wasm/index_bg.wasm'));
}

/** A file of a package, which the bundled program finds where it was installed. */
function read(path: string): Promise<Uint8Array> {
  return readFile(createRequire(import.meta.url).resolve(path));
}
