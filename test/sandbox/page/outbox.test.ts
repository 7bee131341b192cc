import { describeIf } from '../../support/requirements.js';
import { mails } from './fixture.js';
import { enrollView, shown } from './fixtureViews.js';
import { setUpPage } from './openPage.js';

describeIf('browser', 'the outbox', () => {
  const suite = setUpPage();

  test('shows the newest mail as its recipient sees it, and lets nothing in it run or load', async () => {
    const page = await suite.open();
    const button = page.getByRole('button', { name: /Outbox/ });
    expect(await button.textContent()).toContain('2');
    await button.click();
    const outbox = page.getByRole('complementary', { name: 'Outbox' });
    await outbox.getByRole('heading', { name: 'Your dashboards, minus the queue' }).waitFor();
    const mail = page.frameLocator('iframe[title="The mail"]');
    await mail.getByText('Hi Ada,').waitFor();
    const frame = outbox.locator('iframe');
    expect(await frame.getAttribute('sandbox')).not.toMatch(/allow-scripts|allow-same-origin/);
    expect(await frame.getAttribute('srcdoc')).toContain("default-src 'none'");
    expect(await page.title()).toBe('Drumbeat sandbox');
  });

  test('leaves the conversation beside it in reach', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: /Outbox/ }).click();
    await page.getByRole('complementary', { name: 'Outbox' }).waitFor();
    await page.getByRole('article').getByRole('button', { name: 'Done', exact: true }).click();
    expect(await suite.mock().next('actions')).toMatchObject({ action: { action_id: 'task_done' } });
    const [outbox, conversation] = [page.locator('.drawer'), page.getByRole('main')];
    const [left, right] = [(await outbox.boundingBox())?.x, await conversation.boundingBox()];
    expect((right?.x ?? 0) + (right?.width ?? 0)).toBeLessThanOrEqual(left ?? 0);
  });

  test('closes with Escape as soon as it is open, but not with the Escape meant for a modal', async () => {
    const page = await suite.open();
    const outbox = page.getByRole('complementary', { name: 'Outbox' });
    await page.getByRole('button', { name: /Outbox/ }).click();
    await outbox.waitFor();
    suite.mock().set({ modals: [shown('V1', enrollView())] });
    suite.mock().on('closings', () => void suite.mock().set({ modals: [] }));
    const modal = page.getByRole('dialog', { name: 'Enroll a contact' });
    await modal.waitFor();
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    expect(await outbox.count()).toBe(1);
    await page.keyboard.press('Escape');
    await outbox.waitFor({ state: 'detached' });
    expect(suite.mock().posts.filter(({ path }) => path === 'closings')).toHaveLength(1);
  });

  test('shows the text and the headers', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: /Outbox/ }).click();
    await page.getByRole('tab', { name: 'Text' }).click();
    await page.getByText('Unsubscribe: https://app.example.com/u/M2').waitFor();
    await page.getByText('Details').click();
    await page.getByText('List-Unsubscribe', { exact: true }).waitFor();
    await page.getByText('<https://app.example.com/u/M2>').waitFor();
  });

  test.each([
    ['They reply', 'reply'],
    ['It is delivered', 'delivered'],
    ['They open it', 'open'],
    ['They click a link', 'click'],
    ['They book a meeting', 'meeting'],
    ['It bounces', 'bounce'],
    ['They unsubscribe', 'unsubscribe'],
  ] as const)('%s', async (name, kind) => {
    const page = await suite.open();
    suite.mock().on('mail-events', () => {
      const [first, ...rest] = mails();
      if (first)
        suite.mock().set({ outbox: [{ ...first, events: [{ kind, at: '2026-11-24T08:20:00.000Z' }] }, ...rest] });
      return undefined;
    });
    await page.getByRole('button', { name: /Outbox/ }).click();
    if (kind === 'reply') await page.getByLabel('What they reply').fill('Thursday works');
    await page.getByRole('button', { name }).click();
    expect(await suite.mock().next('mail-events')).toEqual({
      mailId: 'M2',
      kind,
      ...(kind === 'reply' ? { text: 'Thursday works' } : {}),
    });
    await page.getByRole('list', { name: 'What happened' }).getByText('Tue 24 Nov, 09:20').waitFor();
  });

  test('shows what goes with a mail', async () => {
    const [first, ...rest] = mails();
    if (first === undefined) throw new Error('there is no mail');
    const page = await suite.open({ outbox: [{ ...first, files: [{ name: 'kit.csv', text: 'Mug,2' }] }, ...rest] });
    await page.getByRole('button', { name: /Outbox/ }).click();
    await page.getByText('kit.csv').click();
    await page.getByText('Mug,2').waitFor();
  });

  test('shows another mail when it is chosen, with what happened to it', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: /Outbox/ }).click();
    await page.getByRole('button', { name: /grace@example.com/ }).click();
    await page.getByRole('list', { name: 'What happened' }).getByText('Replied Mon 23 Nov, 11:05').waitFor();
  });

  test('says what it is for while it is empty', async () => {
    const page = await suite.open({ outbox: [] });
    await page.getByRole('button', { name: /Outbox/ }).click();
    await page.getByText('No mail yet').waitFor();
    await page.getByRole('button', { name: 'Close outbox' }).click();
    await page.getByText('No mail yet').waitFor({ state: 'detached' });
  });
});
