import type { ChartBlock } from './blocks.js';

/** In pixels of a coarse screen; the picture has {@link fineness} times as many. */
const size = { width: 760, margin: 24, labels: 170, bar: 12, gap: 14, title: 76, text: 13 } as const;
/** So that it is sharp on fine screens. */
const fineness = 2;
const colours = ['#2563eb', '#d97706', '#059669', '#7c3aed', '#dc2626', '#475569'] as const;

/** A chart as a drawing in SVG, for where Slack does not draw it: categories below each other, a bar for each series. */
export function chartPicture({ title, chart: { series, axis_config } }: ChartBlock): string {
  const { width, margin, labels, bar, gap } = size;
  const { categories } = axis_config;
  const rows = series.length * bar + gap;
  const height = size.title + categories.length * rows + margin;
  const most = Math.max(1, ...series.flatMap(({ data }) => data.map(({ value }) => value)));
  // Numbers stand behind the bars.
  const room = width - margin - labels - margin - 60;
  const bars = categories.flatMap((category, row) => {
    const top = size.title + row * rows;
    return [
      words(category, { x: margin, y: top + rows / 2 }),
      ...series.flatMap(({ data }, place) => {
        const value = data[row]?.value ?? 0;
        const [y, length] = [top + place * bar, Math.round((value / most) * room)];
        return [
          rectangle({ x: margin + labels, y, width: Math.max(1, length), height: bar - 2, colour: colourOf(place) }),
          words(String(value), { x: margin + labels + length + 6, y: y + bar - 2, fontSize: 11 }),
        ];
      }),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * fineness}" height="${height * fineness}" viewBox="0 0 ${width} ${height}">`,
    rectangle({ x: 0, y: 0, width, height, colour: '#ffffff' }),
    words(title, { x: margin, y: 32, fontSize: 17 }),
    ...series.flatMap(({ name }, place) => legend(name, place)),
    ...bars,
    '</svg>',
  ].join('\n');
}

function legend(name: string, place: number): string[] {
  const x = size.margin + place * 120;
  return [
    rectangle({ x, y: 48, width: 12, height: 12, colour: colourOf(place) }),
    words(name, { x: x + 18, y: 59, fontSize: 12 }),
  ];
}

function colourOf(place: number): string {
  return colours[place % colours.length] ?? colours[0];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

function rectangle({ x, y, width, height, colour }: Box): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colour}"/>`;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly fontSize?: number;
}

function words(text: string, { x, y, fontSize = size.text }: Place): string {
  return `<text x="${x}" y="${y}" font-size="${fontSize}" font-family="Inter Variable" fill="#1d1c1d">${escapedXml(text)}</text>`;
}

/** Texts may hold what no XML may: a control character would make the whole drawing unreadable. */
function escapedXml(text: string): string {
  const readable = [...text.replace(/\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, ' ')].join('');
  return readable.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
