import type { Page } from 'playwright-core';
import { describeIf } from '../../support/requirements.js';
import { message, snapshot, taskTs } from './fixture.js';
import { mrkdwn } from './fixtureBlocks.js';
import { setUpPage } from './openPage.js';

describeIf('browser', 'the conversation', () => {
  const suite = setUpPage();
  const composer = { name: 'Message Drumbeat' };
  const many = Array.from({ length: 60 }, (_, index) =>
    message(`17${index + 100}.1`, { text: `Line ${index}`, author: 'U2' }),
  );

  test('shows messages with their blocks, author, time and marks', async () => {
    const page = await suite.open();
    const task = page.getByRole('article', { name: 'Drumbeat, Tue 24 Nov, 08:30' });
    await task.getByRole('heading', { name: 'Call Ada Lovelace' }).waitFor();
    await task.getByRole('link', { name: 'ada@example.com' }).waitFor();
    await task.getByText('Today at 10:00').waitFor();
    await page.getByText('Only visible to you').waitFor();
    await page.getByText('(edited)').waitFor();
    await page.getByText('Yesterday', { exact: true }).waitFor();
    expect(await task.getByRole('link', { name: 'ada@example.com' }).getAttribute('rel')).toContain('noopener');
  });

  test('calls the app by its name where it is mentioned', async () => {
    const page = await suite.open({ messages: [message('1.1', { text: 'Type /invite <@U0DRUMBEAT> there' })] });
    await page.getByText('Type /invite @Drumbeat there').waitFor();
  });

  test('shows untrusted text as text', async () => {
    const text =
      '<img src=x onerror="document.title=1"> &lt;script&gt;document.title=2&lt;/script&gt; <javascript:alert(1)|here>';
    const page = await suite.open({ messages: [message('1.1', { text, author: 'U2' })] });
    await page
      .getByText('<img src=x onerror="document.title=1"> <script>document.title=2</script> <javascript:alert(1)|here>')
      .waitFor();
    expect(await page.title()).toBe('Drumbeat sandbox');
  });

  test('sends what was typed with Enter and keeps the line break of Shift+Enter', async () => {
    const page = await suite.open();
    const box = page.getByRole('textbox', composer);
    await box.fill('one');
    await box.press('Shift+Enter');
    await box.pressSequentially('two');
    await box.press('Enter');
    expect(await suite.mock().next('messages')).toEqual({ person: 'U1', conversation: 'D1', text: 'one\ntwo' });
    await page.waitForFunction(() => document.querySelector('textarea')?.value === '');
  });

  test('shows shared files, and shares one that is chosen', async () => {
    const file = { id: 'F1', name: 'renewals.yml', title: 'renewals.yml', mimetype: 'text/plain', size: 2400 };
    const chart = { ...file, id: 'F2', name: 'replies.png', title: 'Replies', mimetype: 'image/png' };
    const page = await suite.open({ messages: [message('1.1', { files: [file, chart] })] });
    const link = page.getByRole('link', { name: 'renewals.yml 2 kB' });
    expect(await link.getAttribute('href')).toBe('/sandbox/api/files/F1?person=U1');
    await page.getByRole('img', { name: 'Replies' }).waitFor({ state: 'attached' });
    suite.mock().on('files', ({ name }) => ({ id: 'F3', name }));
    await page
      .getByLabel('File to share')
      .setInputFiles({ name: 'new.yml', mimeType: 'text/yaml', buffer: Buffer.from('name: New') });
    expect(await suite.mock().next('messages')).toEqual({ person: 'U1', conversation: 'D1', text: '', files: ['F3'] });
  });

  test('gives a refused text back and says why', async () => {
    const page = await suite.open();
    suite.mock().on('messages', () => ({ error: 'Drumbeat did not answer in time.' }));
    const box = page.getByRole('textbox', composer);
    await box.fill('/sequence list');
    await box.press('Enter');
    await page.getByRole('alert').getByText('Drumbeat did not answer in time.').waitFor();
    await page.waitForFunction(() => document.querySelector('textarea')?.value === '/sequence list');
  });

  test('offers commands after a slash, and Tab fills one in', async () => {
    const page = await suite.open();
    const box = page.getByRole('textbox', composer);
    await box.pressSequentially('/sequence wh');
    await page.getByRole('option', { name: /why/ }).waitFor();
    await box.press('Tab');
    expect(await box.inputValue()).toBe('/sequence why ada@example.com');
    await box.press('Enter');
    expect((await suite.mock().next('messages')).text).toBe('/sequence why ada@example.com');
  });

  test('recalls earlier commands with the up arrow', async () => {
    const page = await suite.open();
    const box = page.getByRole('textbox', composer);
    for (const command of ['/sequence list', '/sequence today']) {
      await box.fill(command);
      await box.press('Enter');
      await suite.mock().next('messages');
    }
    await box.press('ArrowUp');
    expect(await box.inputValue()).toBe('/sequence today');
    await box.press('ArrowUp');
    expect(await box.inputValue()).toBe('/sequence list');
    await box.press('ArrowDown');
    await box.press('ArrowDown');
    expect(await box.inputValue()).toBe('');
  });

  test('tells a newcomer what to type, and a click fills it in', async () => {
    const page = await suite.open({ messages: [], outbox: [] });
    await page
      .getByRole('region', { name: 'First steps' })
      .getByRole('button', { name: /enroll ada@example.com/ })
      .click();
    const box = page.getByRole('textbox', composer);
    expect(await box.inputValue()).toBe('/sequence enroll ada@example.com in saas-outbound');
    await box.press('Enter');
    expect((await suite.mock().next('messages')).text).toBe('/sequence enroll ada@example.com in saas-outbound');
  });

  test('opens a thread, and a reply goes into it', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: /2 replies/ }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('Trying her after lunch.').waitFor();
    const box = thread.getByRole('textbox', { name: 'Reply in the thread' });
    await box.fill('She is out');
    await box.press('Enter');
    expect(await suite.mock().next('messages')).toMatchObject({ text: 'She is out', threadTs: taskTs });
    await thread.getByRole('button', { name: 'Close thread' }).click();
    await thread.waitFor({ state: 'detached' });
  });

  test('follows new messages at the end, and stays put further up', async () => {
    const page = await suite.open({ messages: many });
    await page.getByText('Line 59', { exact: true }).waitFor();
    suite.mock().set({ messages: [...many, message('18000.1', { text: 'At the end' })] });
    await page.getByText('At the end').waitFor();
    const list = page.getByRole('log');
    await atEnd(page);
    await scrollUp(page);
    suite.mock().set({ messages: [...suite.mock().state().messages, message('18001.1', { text: 'Unseen' })] });
    await page.getByRole('button', { name: 'New messages below' }).waitFor();
    expect(await list.evaluate((log) => log.scrollTop)).toBe(100);
  });

  test('gives text of several lines a row of its own', async () => {
    const elements = [mrkdwn('Last touches\nTue 24 Nov  Mail'), mrkdwn('Next: Day 4'), mrkdwn('SaaS outbound')];
    const page = await suite.open({
      messages: [message('1.1', { text: 'x', blocks: [{ type: 'context', elements }] })],
    });
    const boxOf = async (text: string) =>
      (await page.getByRole('article').getByText(text).first().boundingBox()) ?? { x: 0, y: 0, height: 0 };
    const [touches, next, last] = [
      await boxOf('Last touches'),
      await boxOf('Next: Day 4'),
      await boxOf('SaaS outbound'),
    ];
    expect(next.x).toBe(touches.x);
    expect(next.y).toBeGreaterThanOrEqual(touches.y + touches.height);
    expect(last.y).toBe(next.y);
  });

  test('stays at the end it was brought to while more comes in at that very moment', async () => {
    const page = await suite.open({ messages: many });
    await page.getByText('Line 59', { exact: true }).waitFor();
    await scrollUp(page);
    suite.mock().set({ messages: [...many, message('18000.1', { text: 'Unseen' })] });
    const jump = page.getByRole('button', { name: 'New messages below' });
    await jump.evaluate((button: HTMLElement) => {
      button.click();
      const tall = document.createElement('div');
      tall.style.height = '400px';
      tall.style.flex = 'none';
      document.querySelector('.message-list-inner')?.append(tall);
    });
    await atEnd(page);
  });

  test("scrolls down to the answer of one's own command from further up", async () => {
    const page = await suite.open({ messages: many });
    await page.getByText('Line 59', { exact: true }).waitFor();
    await scrollUp(page);
    const answer = message('18000.1', { text: Array.from({ length: 9 }, (_, line) => `Answer ${line}`).join('\n') });
    suite.mock().on('messages', () => void suite.mock().set({ messages: [...many, answer] }));
    await page.getByRole('textbox', composer).fill('/sequence today');
    await page.keyboard.press('Enter');
    await page.getByText('Answer 8').waitFor();
    await atEnd(page);
    expect(await page.getByRole('button', { name: 'New messages below' }).count()).toBe(0);
  });

  test('leaves the outbox open when Escape was meant for the suggestions', async () => {
    const page = await suite.open();
    const outbox = page.getByRole('complementary', { name: 'Outbox' });
    await page.getByRole('button', { name: /Outbox/ }).click();
    await outbox.waitFor();
    await page.getByRole('textbox', composer).fill('/sequence wh');
    const suggestion = page.getByRole('option', { name: /why/ });
    await suggestion.waitFor();
    await page.keyboard.press('Escape');
    await suggestion.waitFor({ state: 'detached' });
    expect(await outbox.count()).toBe(1);
  });

  test('says that it read a conversation with unread messages', async () => {
    const page = await suite.open();
    const line = page.getByRole('navigation').getByRole('button', { name: /sales/ });
    expect(await line.textContent()).toContain('2');
    await line.click();
    expect(await suite.mock().next('read')).toEqual({ person: 'U1', conversation: 'C1' });
  });

  test('starts a global shortcut from the lightning menu', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: 'Enroll a contact' }).click();
    expect(await suite.mock().next('shortcuts')).toEqual({ person: 'U1', callbackId: 'enroll_contact' });
  });

  test('draws the App Home and tells that it was opened', async () => {
    const page = await suite.open();
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByRole('heading', { name: 'Good morning, Ana' }).waitFor();
    expect(await suite.mock().next('home')).toEqual({ person: 'U1' });
    await page.getByRole('button', { name: 'Enroll someone' }).click();
    expect(await suite.mock().next('actions')).toMatchObject({
      container: { type: 'view', viewId: 'VH1' },
      action: { type: 'button', action_id: 'home_enroll', block_id: 'home-actions' },
    });
  });

  test('a message that cannot be drawn shows its text and leaves the rest alone', async () => {
    const broken = message('1.1', { text: 'What it says', blocks: [{ type: 'section', fields: [null] }] as never });
    const page = await suite.open({ messages: [broken, ...snapshot().messages] });
    await page.getByText('What it says').waitFor();
    await page.getByRole('heading', { name: 'Call Ada Lovelace' }).waitFor();
  });
});

async function scrollUp(page: Page): Promise<void> {
  await page.getByRole('log').evaluate((log) => {
    log.scrollTop = 100;
    return new Promise((resolve) => log.addEventListener('scroll', resolve, { once: true }));
  });
}

/** Resolves when the list is at its end. */
async function atEnd(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const log = document.querySelector('[role=log]');
    return log !== null && log.scrollHeight - log.scrollTop - log.clientHeight < 2;
  });
}
