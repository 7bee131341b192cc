import { describeIf } from '../../support/requirements.js';
import { deferred } from './deferred.js';
import { taskTs } from './fixture.js';
import { setUpPage } from './openPage.js';

describeIf('browser', 'elements of a message', () => {
  const suite = setUpPage();
  const container = { type: 'message', conversation: 'D1', ts: taskTs };

  test('a button sends its value and is blocked until the answer has come', async () => {
    const page = await suite.open();
    const answered = deferred();
    suite.mock().on('actions', () => answered.promise);
    const done = page.getByRole('button', { name: 'Done' });
    await done.click();
    expect(await suite.mock().next('actions')).toMatchObject({
      person: 'U1',
      container,
      action: { type: 'button', action_id: 'task_done', block_id: 'task', value: 'tsk_1', text: { text: 'Done' } },
      state: { task: { task_snooze: { type: 'static_select', selected_option: null } } },
    });
    await page.locator('button[aria-busy="true"]').waitFor();
    await done.dispatchEvent('click');
    answered.resolve();
    await page.locator('button[aria-busy="true"]').waitFor({ state: 'detached' });
    expect(suite.mock().posts.filter(({ path }) => path === 'actions')).toHaveLength(1);
  });

  test('where people want less motion, nothing turns meanwhile', async () => {
    const page = await suite.open();
    const answered = deferred();
    suite.mock().on('actions', () => answered.promise);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.locator('button[aria-busy="true"]').waitFor();
    const endless = () => document.getAnimations().filter((one) => one.effect?.getTiming().iterations === Infinity);
    expect(await page.evaluate(endless)).toEqual([]);
    answered.resolve();
    await page.locator('button[aria-busy="true"]').waitFor({ state: 'detached' });
  });

  test('a message that was updated in place shows its new text without its buttons', async () => {
    const page = await suite.open();
    suite.mock().on('actions', () => {
      const messages = suite
        .mock()
        .state()
        .messages.map((one) => (one.ts === taskTs ? { ...one, blocks: [], text: 'Done by Ana', edited: true } : one));
      suite.mock().set({ messages });
      return undefined;
    });
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Done by Ana').waitFor();
    expect(await page.getByRole('button', { name: 'Skip' }).count()).toBe(0);
  });

  test('an element with a confirmation asks first', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: 'Skip' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Skip this call?' });
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(suite.mock().posts).toEqual([]);
    await page.getByRole('button', { name: 'Skip' }).click();
    await dialog.getByRole('button', { name: 'Skip it' }).click();
    expect((await suite.mock().next('actions')).action).toMatchObject({ action_id: 'task_skip', value: 'tsk_1' });
  });

  test('a select sends the option, and the message keeps it in its state', async () => {
    const page = await suite.open();
    await page.getByRole('combobox', { name: 'Snooze' }).click();
    await page.getByRole('option', { name: 'Tomorrow' }).click();
    const selected_option = { text: { type: 'plain_text', text: 'Tomorrow', emoji: true }, value: '1d' };
    expect(await suite.mock().next('actions')).toMatchObject({
      action: { type: 'static_select', action_id: 'task_snooze', selected_option },
      state: { task: { task_snooze: { type: 'static_select', selected_option } } },
    });
  });

  test('a select can be used with the keyboard alone', async () => {
    const page = await suite.open();
    const select = page.getByRole('combobox', { name: 'Reassign' });
    await select.focus();
    await select.press('ArrowDown');
    await select.pressSequentially('ben');
    await select.press('Enter');
    expect((await suite.mock().next('actions')).action).toMatchObject({ type: 'users_select', selected_user: 'U2' });
  });

  test('an overflow menu sends the chosen option', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect((await suite.mock().next('actions')).action).toMatchObject({
      type: 'overflow',
      action_id: 'task_more',
      selected_option: { value: 'show' },
    });
  });
});
