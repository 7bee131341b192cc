import { createPictures } from '../../../src/adapters/resvg/pictures.js';
import type { ChartBlock } from '../../../src/slack/views/blocks.js';
import { chartPicture } from '../../../src/slack/views/chart-picture.js';

function chart(categories: readonly string[], ...series: (readonly number[])[]): ChartBlock {
  const named = series.map((values, place) => ({
    name: `Series ${place}`,
    data: categories.map((label, index) => ({ label, value: values[index] ?? 0 })),
  }));
  return {
    type: 'data_visualization',
    title: 'Chart',
    chart: { type: 'bar', series: named, axis_config: { categories } },
  };
}

const widths = (svg: string) =>
  [...svg.matchAll(/<rect x="194" y="\d+" width="(\d+)"/g)].map(([, width]) => Number(width));

test('each series has a bar in each category, as long as its number, which stands behind it', () => {
  const svg = chartPicture(chart(['Intro', 'Call'], [100, 50], [10, 0]));
  const [most = 0, ...others] = widths(svg);
  expect(others).toEqual([Math.round(most / 10), Math.round(most / 2), 1]);
  for (const text of ['Chart', 'Series 0', 'Series 1', 'Intro', 'Call', '100', '50', '10', '0']) {
    expect(svg).toContain(`>${text}</text>`);
  }
});

test.each(['<b>&"\'', 'a\u0000b\u0007', 'half \ud83d of a sign', '👩‍🚀'])('any name can be drawn: %j', async (name) => {
  const png = await createPictures().toPng(chartPicture(chart([name], [3])));
  expect(png.byteLength).toBeGreaterThan(500);
});

test('nothing at all has bars too', () => {
  expect(widths(chartPicture(chart(['Intro'], [0])))).toEqual([1]);
});
