import { parseZone } from '../../../src/domain/contact/zone.js';

test.each([
  ['Europe/London', 'Europe/London'],
  [' america/new york ', 'America/New_York'],
  // A link, which is not in the list of zones.
  ['Asia/Calcutta', 'Asia/Calcutta'],
  ['UTC', 'UTC'],
])('%j is %s', (text, zone) => {
  expect(parseZone(text)).toEqual({ ok: true, zone });
});

test.each([
  ['Europe/Lodnon', 'Europe/London'],
  ['europe/berln', 'Europe/Berlin'],
  ['London', 'Europe/London'],
  ['new york', 'America/New_York'],
  ['Tokio', 'Asia/Tokyo'],
  ['New York City', 'America/New_York'],
  ['new york, ny', 'America/New_York'],
  ['America/New York City', 'America/New_York'],
  ['London (UK)', 'Europe/London'],
  ['Paris/France', 'Europe/Paris'],
  ['Panama City', 'America/Panama'],
  // Dawson is another one.
  ['Dawson Creek', 'America/Dawson_Creek'],
  ['NYC', 'America/New_York'],
  ['São Paulo, Brasil', 'America/Sao_Paulo'],
  ['Îstanbul', 'Europe/Istanbul'],
])('%s is none; %s may have been meant', (text, zone) => {
  expect(parseZone(text)).toMatchObject({ ok: false, reason: `${text} is not a time zone; did you mean ${zone}?` });
});

test.each(['Mars', '+02:00', 'GMT plus one', 'Half past nine', 'Parisian time', 'DC', 'GBC', 'X'])(
  '%j is none, nor near to any',
  (text) => {
    const reason = `${text} is not a time zone; write it as in Europe/London or America/New_York.`;
    expect(parseZone(text)).toMatchObject({ ok: false, reason });
  },
);
