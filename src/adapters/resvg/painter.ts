import { createRequire } from 'node:module';
import type { Painter } from '../../app/ports/painter.js';

/** One font that comes along, so that pictures look alike on machines without any: Latin, Greek, Cyrillic, Arabic and more. */
const family = 'DejaVu Sans';
const fontFile = 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf';

/** The Painter port over resvg, which is loaded with the first picture and works beside the event loop. */
export function createPainter(): Painter {
  return {
    png: async (svg) => {
      const { renderAsync } = await import('@resvg/resvg-js');
      const font = { loadSystemFonts: false, fontFiles: [fontPath()], defaultFontFamily: family };
      const image = await renderAsync(svg, { font, fitTo: { mode: 'zoom', value: 2 } });
      return image.asPng();
    },
  };
}

function fontPath(): string {
  return createRequire(import.meta.url).resolve(fontFile);
}
