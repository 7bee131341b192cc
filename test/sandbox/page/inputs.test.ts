import type { Page } from 'playwright-core';
import { describeIf } from '../../support/requirements.js';
import { everyInputView, shown } from './fixtureViews.js';
import { setUpPage } from './openPage.js';

describeIf('browser', 'inputs of a modal', () => {
  const suite = setUpPage();

  const choose = async (page: Page, name: string, option: string) => {
    await page.getByRole('combobox', { name }).click();
    await page.getByRole('option', { name: option }).click();
  };

  test('every kind is submitted in the shape of state.values', async () => {
    const page = await suite.open({ modals: [shown('V1', everyInputView())] });
    suite.mock().on('options', ({ value }) => ({
      options: [{ text: { type: 'plain_text', text: `Ada (${value})` }, value: 'c1' }],
    }));
    suite.mock().on('files', ({ name }) => ({ id: 'F1', name }));
    await page.getByLabel('Notes').fill('Two\nlines');
    await page.getByLabel('Mail').fill('ada@example.com');
    await page.getByLabel('Link').fill('https://example.com');
    await page.getByLabel('Days', { exact: true }).fill('3');
    await choose(page, 'Owner', 'Ben Okafor');
    await choose(page, 'Channel', '#sales');
    await page.getByRole('combobox', { name: 'Contact' }).click();
    await page.getByText('Type at least 2 characters').waitFor();
    await page.getByRole('combobox', { name: 'Contact' }).pressSequentially('ad');
    await page.getByRole('option', { name: 'Ada (ad)' }).click();
    await choose(page, 'Weekdays', 'Monday');
    await page.getByRole('option', { name: 'Friday' }).click();
    await page.keyboard.press('Escape');
    await page.getByLabel('Hour', { exact: true }).fill('09:45');
    await page.getByLabel('Moment').fill('2026-12-01T08:30');
    await page.getByRole('checkbox', { name: 'Failed' }).check();
    await page.getByRole('radio', { name: 'Planned' }).check();
    await page
      .getByLabel('File (optional)')
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from('email\na@b.c') });
    await page.getByText('1 file attached').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();

    expect(await suite.mock().next('files')).toEqual({
      person: 'U1',
      name: 'people.csv',
      content: Buffer.from('email\na@b.c').toString('base64'),
    });
    const { state } = await suite.mock().next('submissions');
    expect(await suite.mock().next('options')).toEqual({
      person: 'U1',
      container: { type: 'view', viewId: 'V1' },
      blockId: 'contact',
      actionId: 'a',
      value: 'ad',
    });
    expect(state).toMatchObject({
      notes: { a: { type: 'plain_text_input', value: 'Two\nlines' } },
      mail: { a: { type: 'email_text_input', value: 'ada@example.com' } },
      link: { a: { type: 'url_text_input', value: 'https://example.com' } },
      days: { a: { type: 'number_input', value: '3' } },
      owner: { a: { type: 'users_select', selected_user: 'U2' } },
      channel: { a: { type: 'channels_select', selected_channel: 'C1' } },
      place: { a: { type: 'conversations_select', selected_conversation: 'D1' } },
      contact: { a: { type: 'external_select', selected_option: { value: 'c1' } } },
      weekdays: { a: { type: 'multi_static_select', selected_options: [{ value: 'monday' }, { value: 'friday' }] } },
      day: { a: { type: 'datepicker', selected_date: '2026-12-01' } },
      hour: { a: { type: 'timepicker', selected_time: '09:45' } },
      moment: { a: { type: 'datetimepicker', selected_date_time: Date.parse('2026-12-01T07:30:00Z') / 1000 } },
      parts: { a: { type: 'checkboxes', selected_options: [{ value: 'failed' }] } },
      way: { a: { type: 'radio_buttons', selected_option: { value: 'planned' } } },
      file: { a: { type: 'file_input', files: [{ id: 'F1', name: 'people.csv' }] } },
    });
  });

  test('Escape in an open list closes the list, not the modal', async () => {
    const page = await suite.open({ modals: [shown('V1', everyInputView())] });
    await page.getByRole('combobox', { name: 'Owner' }).click();
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(1);
    expect(suite.mock().posts).toEqual([]);
  });

  test('a chosen option can be taken away again', async () => {
    const page = await suite.open({ modals: [shown('V1', everyInputView())] });
    await choose(page, 'Weekdays', 'Monday');
    await page.getByRole('button', { name: 'Remove Monday' }).click();
    await page.getByRole('button', { name: 'Remove Monday' }).waitFor({ state: 'detached' });
  });

  test('shows how many characters are left near the end', async () => {
    const page = await suite.open({ modals: [shown('V1', everyInputView())] });
    await page.getByLabel('Notes').fill('123456789012345');
    await page.locator('[data-block=notes]').getByText('5', { exact: true }).waitFor();
  });
});
