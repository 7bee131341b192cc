import { parse } from './typed.js';

describe('report', () => {
  const days = (count: number) => ({ kind: 'days', days: count });
  test.each<[string, string | null, object]>([
    ['report', null, days(30)],
    ['report saas-outbound', 'saas-outbound', days(30)],
    ['report SaaS outbound 7d', 'SaaS outbound', days(7)],
    ['report SaaS outbound last 2 weeks', 'SaaS outbound', days(14)],
    ['report 4w', null, days(28)],
    ['report saas-outbound all', 'saas-outbound', { kind: 'all' }],
    ['report saas-outbound 2026-03', 'saas-outbound', { kind: 'dates', from: '2026-03-01', to: '2026-03-31' }],
    ['stats x 2026-03-01 to 2026-03-02', 'x', { kind: 'dates', from: '2026-03-01', to: '2026-03-02' }],
    ['report “Trial 30d”', 'Trial 30d', days(30)],
    ['report “Trial 30d” 7d', 'Trial 30d', days(7)],
  ])('%s', (text, sequence, period) => {
    expect(parse(text)).toEqual({ kind: 'report', sequence, period });
  });
});
