import type { ShownView } from '../../../src/sandbox/protocol.js';
import { builderOf, mail, metadataOf, number, radio, ticked, typed } from './building.js';
import { eachSlackWorld, MIA, option, type SlackWorld, textOf } from './slack-world.js';

/** What holds for all steps of a sequence, from the builder. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const { shown, asking, submit, click, open, add, errors } = builderOf(() => world);
const definition = async (view: ShownView) =>
  (await world.store.read.drafts.byId(String(metadataOf(view).draftId)))?.definition;
const settings = async (builder: ShownView) => {
  await click(builder, 'builder.settings');
  return asking('window.from');
};
const at = (time: string) => ({ type: 'timepicker', selected_time: time });

describe('the settings of a sequence', () => {
  test('are saved into the draft, and the dates beside the steps follow at once', async () => {
    const builder = await add(await open(), 'email', mail('Hello'), 'Mon 2 Mar, 10:00');
    expect(textOf(builder)).toContain('Ends on a reply or a booked meeting');
    await submit(await settings(builder), {
      description: typed('Seven touches'),
      'window.days': ticked('thu'),
      'window.from': at('13:00'),
      'window.to': at('17:00'),
      'window.skip': typed('2026-03-05'),
      count: radio('planned'),
      exitOn: ticked('reply'),
    });
    const after = await shown('Thu 12 Mar, 13:00');
    expect(textOf(after)).toContain('Seven touches');
    expect(textOf(after)).toContain('Thu 13:00 to 17:00  ·  1 date closed  ·  steps count from planned times');
    expect(await definition(after)).toMatchObject({
      window: { days: ['thu'], from: '13:00', to: '17:00', skip: ['2026-03-05'] },
      ...{ description: 'Seven touches', count: 'planned', exitOn: ['reply'] },
    });
    const again = await settings(after);
    expect(JSON.stringify(again.view.blocks)).toContain('"initial_time":"13:00"');
    await submit(again, { 'window.days': { type: 'checkboxes', selected_options: [] } });
    await shown('Mon 2 Mar, 13:00');
  });

  test('ask after how many days people may come back once that is chosen, and keep what was typed', async () => {
    const form = await settings(await open());
    const filled = { description: typed('Seven'), 'reenroll.rule': radio('after') };
    await click(form, 'builder.reenroll', { chosen: option('after'), filled });
    const asked = await asking('reenroll.days');
    expect(asked.state?.description).toMatchObject({ field: { value: 'Seven' } });
    await submit(asked, { ...filled, 'reenroll.days': number('90') });
    const builder = await shown('People may come back after 90 days');
    expect(await definition(builder)).toMatchObject({ reenroll: 'after 90 days', description: 'Seven' });
  });

  test('that are wrong are told at their fields, and change nothing', async () => {
    const form = await settings(await open());
    await submit(form, {
      'window.from': at('17:00'),
      'window.to': at('08:00'),
      'window.skip': typed('2026-12-24 24.12.2026'),
      'window.holidays': typed('Utopia'),
    });
    expect(await errors()).toEqual({
      'window.to': 'From must be before to (17:00 to 08:00)',
      'window.skip': '“24.12.2026” must be a date, like "2026-12-24"',
      'window.holidays': 'Must be a country code, like "US" or "US-CA"',
    });
    expect(await definition(form)).not.toHaveProperty('window');
  });

  test('that leave a step without a day are told with its number', async () => {
    const builder = await add(await open(), 'email', { ...mail('Hello'), 'when.weekdays': ticked('sat') }, '*Hello*');
    await submit(await settings(builder), { 'window.days': ticked('mon') });
    expect(await errors()).toEqual({
      'window.days': 'Step 1 shares no day with the window: name one on which it is open (mon)',
    });
  });

  test('saved over what another window changed keep what was typed, and are asked for once more', async () => {
    const form = await settings(await open());
    const draft = await world.store.read.drafts.byId(String(metadataOf(form).draftId));
    if (draft === null) throw new Error('no draft');
    await world.store.read.drafts.save(
      { ...draft, definition: { ...draft.definition, zone: 'contact' } },
      await world.clock.now(),
    );
    await submit(form, { description: typed('Seven') });
    const told = await shown('What you typed is kept');
    expect(JSON.stringify(told.view.blocks)).toContain('"initial_value":"Seven"');
    await submit(told, { description: typed('Seven') });
    expect(await definition(await shown('No steps yet', MIA))).toMatchObject({ description: 'Seven', zone: 'contact' });
  });
});
