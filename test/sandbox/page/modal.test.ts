import { describeIf } from '../../support/requirements.js';
import { deferred } from './deferred.js';
import { plain } from './fixtureBlocks.js';
import { enrollView, everyInputView, fieldsView, shown } from './fixtureViews.js';
import { setUpPage } from './openPage.js';

describeIf('browser', 'a modal', () => {
  const suite = setUpPage();
  const dialog = { name: 'Enroll a contact' };
  const email = { name: 'Email address' };

  test('opens with the focus where the view asks for it, and its own words on the buttons', async () => {
    const page = await suite.open({ modals: [shown('V1', enrollView())] });
    const modal = page.getByRole('dialog', dialog);
    await modal.getByRole('button', { name: 'Not now' }).waitFor();
    await modal.getByText('Several addresses are separated by commas.').waitFor();
    await modal.getByLabel('First step at (optional)').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('placeholder'))).toBe('ada@example.com');
    // What lies behind it can neither be clicked nor reached with Tab.
    expect(await page.locator('.shell').evaluate((shell) => shell.hasAttribute('inert'))).toBe(true);
  });

  test('keeps a submission with missing or wrong fields back and says so at the field', async () => {
    const page = await suite.open({ modals: [shown('V1', enrollView())] });
    await page.getByRole('textbox', email).fill('ada');
    await page.getByRole('button', { name: 'Enroll', exact: true }).click();
    await page.locator('[data-block=email]').getByText('Please use at least 5 characters.').waitFor();
    await page.locator('[data-block=sequence]').getByText('Please complete this required field.').waitFor();
    expect(suite.mock().posts).toEqual([]);
  });

  test('shows the errors of the answer at their fields until they are edited, and again when the answer repeats them', async () => {
    const page = await suite.open({ modals: [shown('V1', enrollView())] });
    const errors = { email: 'Ada is enrolled already.' };
    suite.mock().on('submissions', () => void suite.mock().set({ modals: [shown('V1', enrollView(), { errors })] }));
    const box = page.getByRole('textbox', email);
    await box.fill('ada@example.com');
    await page.getByRole('combobox', { name: 'Sequence' }).click();
    await page.getByRole('option', { name: 'SaaS outbound' }).click();
    await suite.mock().next('actions');
    const submit = page.getByRole('button', { name: 'Enroll', exact: true });
    await submit.click();
    const error = page.locator('[data-block=email]').getByText(errors.email);
    await error.waitFor();
    expect(await box.inputValue()).toBe('ada@example.com');
    expect(await box.getAttribute('aria-invalid')).toBe('true');
    await box.fill('adah@example.com');
    await error.waitFor({ state: 'detached' });
    await submit.click();
    await error.waitFor();
  });

  test('is busy while it is submitted, and gone afterwards', async () => {
    const page = await suite.open({ modals: [shown('V1', everyInputView(true))] });
    const answered = deferred();
    suite.mock().on('submissions', async () => {
      await answered.promise;
      suite.mock().set({ modals: [] });
      return undefined;
    });
    const modal = page.getByRole('dialog', { name: 'Every input' });
    await modal.getByRole('button', { name: 'Save' }).click();
    await suite.mock().next('submissions');
    await modal.locator('button[aria-busy=true]').waitFor();
    await page.keyboard.press('Enter');
    answered.resolve();
    await modal.waitFor({ state: 'detached' });
    expect(suite.mock().posts.filter(({ path }) => path === 'submissions')).toHaveLength(1);
  });

  test('keeps what was typed when the app updates the view', async () => {
    const page = await suite.open({ modals: [shown('V1', enrollView())] });
    suite
      .mock()
      .on(
        'actions',
        () => void suite.mock().set({ modals: [shown('V1', enrollView('First mail *tomorrow*'), { hash: 'h2' })] }),
      );
    await page.getByRole('textbox', email).fill('ada@example.com');
    await page.getByRole('combobox', { name: 'Sequence' }).click();
    await page.getByRole('option', { name: 'Post-purchase' }).click();
    expect(await suite.mock().next('actions')).toMatchObject({
      container: { type: 'view', viewId: 'V1' },
      action: { type: 'static_select', action_id: 'value', block_id: 'sequence', selected_option: { value: 'post' } },
      state: { email: { value: { value: 'ada@example.com' } } },
    });
    await page.getByText('First mail', { exact: true }).waitFor();
    expect(await page.getByRole('textbox', email).inputValue()).toBe('ada@example.com');
    expect(await page.getByRole('combobox', { name: 'Sequence' }).inputValue()).toBe('Post-purchase');
  });

  test('is stacked: only the top one is there, Escape closes it, and the one below still has its input', async () => {
    const below = shown('V1', enrollView());
    const page = await suite.open({ modals: [below] });
    await page.getByRole('textbox', email).fill('ada@example.com');
    suite.mock().set({ modals: [below, shown('V2', fieldsView())] });
    const top = page.getByRole('dialog', { name: 'Merge fields' });
    await top.waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    suite.mock().on('closings', () => void suite.mock().set({ modals: [below] }));
    await page.keyboard.press('Escape');
    expect(await suite.mock().next('closings')).toEqual({ person: 'U1', viewId: 'V2' });
    await page.getByRole('dialog', dialog).waitFor();
    expect(await page.getByRole('textbox', email).inputValue()).toBe('ada@example.com');
  });

  test('closes with Escape when its result took the place of the form, and the button that had the focus', async () => {
    const page = await suite.open({ modals: [shown('V1', everyInputView(true))] });
    const { submit: _gone, ...result } = everyInputView(true);
    suite.mock().on('submissions', () => {
      const view = {
        ...result,
        title: plain('Saved'),
        blocks: [{ type: 'section' as const, text: plain('✅ Saved') }],
      };
      suite.mock().set({ modals: [shown('V1', view, { hash: 'h2' })] });
      return undefined;
    });
    await page.getByRole('dialog', { name: 'Every input' }).getByRole('button', { name: 'Save' }).click();
    const modal = page.getByRole('dialog', { name: 'Saved' });
    await modal.waitFor();
    await page.keyboard.press('Escape');
    expect(await suite.mock().next('closings')).toEqual({ person: 'U1', viewId: 'V1' });
  });

  test('stays open when Escape was meant for a question above it', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: 'Skip' }).click();
    const question = page.getByRole('alertdialog', { name: 'Skip this call?' });
    await question.waitFor();
    suite.mock().set({ modals: [shown('V1', enrollView())] });
    const modal = page.locator('[role=dialog]');
    await modal.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    suite.mock().on('closings', () => void suite.mock().set({ modals: [] }));
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    expect(suite.mock().posts.filter(({ path }) => path === 'closings')).toHaveLength(1);
  });

  test('begins after a reload with what the server remembers, and shows its banner', async () => {
    const state = { email: { value: { type: 'plain_text_input', value: 'grace@example.com' } } };
    const page = await suite.open({ modals: [shown('V1', enrollView(), { state, banner: 'Drumbeat had trouble.' })] });
    expect(await page.getByRole('textbox', email).inputValue()).toBe('grace@example.com');
    await page.getByRole('alert').getByText('Drumbeat had trouble.').waitFor();
  });
});
