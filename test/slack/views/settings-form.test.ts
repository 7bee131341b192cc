import type { SettingsFile } from '../../../src/app/sequences/draftSettings.js';
import type { ShownSettingsForm } from '../../../src/app/shown/builder.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import { readSettingsForm, settingsFormModal } from '../../../src/slack/views/builder/settings-form.js';
import { inputBlockIds } from '../../../src/slack/views/field-errors.js';
import { sequenceTerms } from '../../../src/slack/views/sequence-terms.js';
import { id } from './shown-for-tests.js';
import { untouched } from './untouched.js';

const formOf = (file: SettingsFile, type: 'step' | 'date' = 'step'): ShownSettingsForm => ({
  ...{ draftId: id, revision: 1, below: { page: 0, inputs: 0 }, notice: null },
  ...{ type, file },
});
const given = (file: SettingsFile) =>
  Object.fromEntries(Object.entries(file).filter(([, value]) => value !== undefined));

describe('the settings of a sequence', () => {
  test.each<[string, SettingsFile]>([
    ['nothing', {}],
    ['a description', { description: 'Seven touches\n\nover three weeks' }],
    ['a description too long for Slack’s editor', { description: 'x'.repeat(3001) }],
    ['days of the window', { window: { days: ['mon', 'fri'] } }],
    ['hours of the window', { window: { from: '08:00', to: '17:00' } }],
    ['closed dates', { window: { skip: ['2026-12-24', '2027-01-01'] } }],
    [
      'more closed dates than fit into the editor',
      { window: { skip: Array.from({ length: 400 }, () => '2026-12-24') } },
    ],
    ['holidays', { window: { from: '09:00', holidays: 'US-CA' } }],
    ['planned times', { count: 'planned' }],
    ['that people may always come back', { reenroll: 'always' }],
    ['after how many days they may', { reenroll: 'after 90 days' }],
    ['after one day', { reenroll: 'after 1 day' }],
    ['that nothing but an unsubscribe and a bounce ends it', { exitOn: [] }],
    ['that a meeting ends it', { exitOn: ['meeting-booked'] }],
    ['what always ends it where it is named', { exitOn: ['reply', 'meeting-booked', 'unsubscribe'] }],
  ])('saved without a change keep %s', (_, file) => {
    const view = settingsFormModal(formOf(file));
    expect(given(readSettingsForm('step', untouched(view), file))).toEqual(file);
  });

  test('of a date sequence do not ask what times are counted from', () => {
    const view = settingsFormModal(formOf({ count: 'planned' }, 'date'));
    expect(inputBlockIds(view.blocks)).not.toContain('count');
    expect(readSettingsForm('date', untouched(view), { count: 'planned' }).count).toBe('planned');
  });

  test('ask for a number of days only where people may come back after some', () => {
    expect(inputBlockIds(settingsFormModal(formOf({})).blocks)).not.toContain('reenroll.days');
    expect(inputBlockIds(settingsFormModal(formOf({ reenroll: 'after  days' })).blocks)).toContain('reenroll.days');
  });

  test('read dates as they are typed, one a line or with commas', () => {
    const values = untouched(settingsFormModal(formOf({})));
    values['window.skip'] = { field: { value: '2026-12-24, 2026-12-25\n 2027-01-01' } };
    values['window.holidays'] = { field: { value: 'us-ca' } };
    const { window } = readSettingsForm('step', values, {});
    expect(window).toEqual({ skip: ['2026-12-24', '2026-12-25', '2027-01-01'], holidays: 'US-CA' });
  });

  test('are told in a line, with what is not usual about them', () => {
    const terms = (file: object) => {
      const parsed = parseSequence({ name: 'X', steps: [], ...file });
      return parsed.ok ? sequenceTerms(parsed.sequence) : '';
    };
    expect(terms({})).toBe('ends on a reply or a booked meeting');
    const window = { days: ['mon', 'fri'], from: '08:00', to: '17:00', skip: ['2026-12-24'], holidays: 'US' };
    expect(terms({ window, count: 'planned', reenroll: 'after 1 day', exitOn: [] })).toBe(
      'mon, fri 08:00 to 17:00  ·  1 date closed  ·  holidays of US  ·  steps count from planned times  ·  people may come back after 1 day  ·  goes on after a reply',
    );
    expect(terms({ window: { from: '09:00' }, exitOn: ['reply'], reenroll: 'always' })).toBe(
      'every day 09:00 to 24:00  ·  people may come back  ·  ends on a reply',
    );
  });
});
