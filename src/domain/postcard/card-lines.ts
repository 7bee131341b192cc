import type { Look } from './card-elements.js';

/** Words of one look. A line break is a run of its own. */
export interface Run {
  readonly text: string;
  readonly look: Look;
}

export interface Line {
  readonly runs: readonly Run[];
  /** In pixels, estimated. */
  readonly width: number;
  readonly height: number;
  /** Of its largest letters, in pixels. */
  readonly size: number;
}

export const lineBreak = '\n';

/** The runs in lines of at most this width (pixels), broken between words, and in a word that is longer than a line. */
export function linesOf(runs: readonly Run[], width: number): Line[] {
  const lines: Run[][] = [[]];
  let used = 0;
  const next = () => {
    lines.push([]);
    used = 0;
  };
  const put = (text: string, look: Look) => {
    lines.at(-1)?.push({ text, look });
    used += widthOf(text, look);
  };
  for (const { text, look } of runs) {
    if (text === lineBreak) {
      lines.at(-1)?.push({ text: '', look });
      next();
      continue;
    }
    for (const word of text.split(/(?<= )/)) {
      if (used > 0 && used + widthOf(word.trimEnd(), look) > width) next();
      if (used === 0 && word.trim() === '') continue;
      let rest = word;
      while (widthOf(rest.trimEnd(), look) > width && rest.length > 1) {
        const most = Math.max(1, Math.floor((width / widthOf(rest, look)) * rest.length));
        put(rest.slice(0, most), look);
        rest = rest.slice(most);
        next();
      }
      put(rest, look);
    }
  }
  return lines.flatMap((line) => (line.length === 0 ? [] : measured(line)));
}

function measured(runs: readonly Run[]): Line {
  const looks = runs.map(({ look }) => look);
  const size = Math.max(...looks.map((look) => look.size));
  const width = runs.reduce((sum, { text, look }) => sum + widthOf(text, look), 0);
  return { runs, width, size, height: Math.max(...looks.map((look) => look.size * look.lineHeight)) };
}

const widths: readonly (readonly [RegExp, number])[] = [
  [/[\sijlI.,:;'’|!()[\]]/u, 0.28],
  [/[frt"“”/-]/u, 0.37],
  [/[mwMW@%—…]/u, 0.88],
  [/[A-ZÀ-ÞΑ-ΩА-Я]/u, 0.69],
  [/\d/u, 0.62],
];

/** About as wide as a sans-serif face draws it; the drawing has no way to measure. */
function widthOf(text: string, { size, isBold }: Look): number {
  let ems = 0;
  for (const letter of text) ems += widths.find(([letters]) => letters.test(letter))?.[1] ?? 0.57;
  return ems * size * (isBold ? 1.03 : 1);
}
