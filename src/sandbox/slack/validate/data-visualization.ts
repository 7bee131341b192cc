import { z } from 'zod';
import { SLACK_LIMITS } from '../../../slack/views/limits.js';
import { text } from './objects.js';

/** docs.slack.dev/reference/block-kit/blocks/data-visualization-block; of its charts those that the program draws. */

const label = text(SLACK_LIMITS.chartLabel);
const series = z.strictObject({
  name: label,
  data: z
    .array(z.strictObject({ label, value: z.number() }))
    .min(1)
    .max(SLACK_LIMITS.chartCategories),
});
const axes = z.strictObject({
  categories: z.array(label).min(1).max(SLACK_LIMITS.chartCategories),
  x_label: text(SLACK_LIMITS.chartAxisLabel).optional(),
  y_label: text(SLACK_LIMITS.chartAxisLabel).optional(),
});
const chart = z
  .strictObject({
    type: z.enum(['bar', 'line', 'area']),
    series: z.array(series).min(1).max(SLACK_LIMITS.chartSeries),
    axis_config: axes,
  })
  .refine((drawn) => new Set(drawn.series.map(({ name }) => name)).size === drawn.series.length, {
    path: ['series'],
    message: 'series names must be unique',
  })
  .refine((drawn) => drawn.series.every((one) => sameLabels(one.data, drawn.axis_config.categories)), {
    path: ['series'],
    message: 'each series must have a value for every category',
  });

export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: text(SLACK_LIMITS.blockId).optional(),
  title: text(SLACK_LIMITS.chartTitle),
  chart,
});

function sameLabels(data: readonly { readonly label: string }[], categories: readonly string[]): boolean {
  return data.length === categories.length && data.every((point, index) => point.label === categories[index]);
}
