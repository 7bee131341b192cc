import type { OutboxMail } from '../../../src/sandbox/protocol.js';
import { describeIf } from '../../support/requirements.js';
import { deferred } from './deferred.js';
import { appDm, ben, mails, message, mia, salesChannel } from './fixture.js';
import { setUpPage } from './openPage.js';

describeIf('browser', 'the workspace', () => {
  const suite = setUpPage();

  test("shows the program's time in the account zone and when the next step is", async () => {
    const page = await suite.open();
    const machine = page.getByRole('region', { name: 'Time machine' });
    await machine.getByText('Tue 24 Nov').waitFor();
    await machine.getByText('09:12').waitFor();
    await machine.getByText('Thu 26 Nov, 09:30 · in 2 days').waitFor();
  });

  test('moves the clock with each of its buttons', async () => {
    const page = await suite.open();
    const machine = page.locator('[aria-label="Time machine"][aria-busy=false]');
    for (const [name, move] of [
      [/To the next step/, 'next'],
      ['+1 hour', 'hour'],
      ['+1 day', 'day'],
      ['+1 week', 'week'],
    ] as const) {
      await machine.getByRole('button', { name }).click();
      expect(await suite.mock().next('clock')).toEqual({ move });
    }
  });

  test('shows that it is on its way and takes no second journey', async () => {
    const page = await suite.open();
    const arrived = deferred();
    suite.mock().on('clock', () => {
      suite.mock().set({ travelingTo: '2026-11-26T08:30:00.000Z' });
      return arrived.promise;
    });
    await page.getByRole('button', { name: /To the next step/ }).click();
    await page.getByText('On the way to Thu 26 Nov, 09:30').waitFor();
    await page.getByRole('button', { name: '+1 day' }).dispatchEvent('click');
    suite.mock().set({ travelingTo: null, now: '2026-11-26T08:30:00.000Z' });
    arrived.resolve();
    await page.locator('[aria-busy=false][aria-label="Time machine"]').waitFor();
    await page.getByRole('region', { name: 'Time machine' }).getByText('Thu 26 Nov', { exact: true }).waitFor();
    expect(suite.mock().posts.filter(({ path }) => path === 'clock')).toHaveLength(1);
  });

  test('has nothing to travel to while nothing is waiting', async () => {
    const page = await suite.open({ nextDueAt: null });
    await page.getByText('nothing is waiting').waitFor();
    await page.getByRole('button', { name: /To the next step/ }).dispatchEvent('click');
    expect(suite.mock().posts).toEqual([]);
  });

  test('says that a task waits where that is what comes next', async () => {
    const page = await suite.open({ nextDueAt: null, taskWaits: true });
    await page.getByText('a task waits for Done').waitFor();
  });

  test('starts as whom the server picks, in the DM of the app', async () => {
    const page = await suite.open({}, { hash: '' });
    await page.getByRole('button', { name: 'You are Ana (rep). Switch person' }).waitFor();
    await page.getByRole('textbox', { name: 'Message Drumbeat' }).waitFor();
    await page.waitForURL(/person=U1&conversation=D1/);
  });

  test('switches the person, and a reload stays with them where they were', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: /You are Ana/ }).click();
    await page.getByRole('menuitemradio', { name: /Mia Lindqvist/ }).click();
    await page.getByRole('button', { name: `You are Mia (${mia.role}). Switch person` }).waitFor();
    await page.getByRole('navigation').getByRole('button', { name: /sales/ }).click();
    await page.getByRole('textbox', { name: 'Message #sales' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: /You are Mia/ }).waitFor();
    await page.getByRole('textbox', { name: 'Message #sales' }).waitFor();
    await page.goto('about:blank');
    await page.goto(suite.mock().url);
    await page.getByRole('button', { name: /You are Mia/ }).waitFor();
  });

  test('shows one conversation after many switches, and nothing of another person', async () => {
    const page = await suite.open();
    const lines = page.getByRole('navigation');
    const lists = page.locator('.message-list-frame');
    const fields = page.getByRole('textbox');
    for (const name of ['#sales', '#random', 'Drumbeat', '#sales', 'Drumbeat']) {
      await lines.getByRole('button', { name: new RegExp(name.replace('#', '')) }).click();
      await page.getByRole('log', { name: `Messages in ${name}` }).waitFor();
      expect([name, await lists.count(), await fields.count()]).toEqual([name, 1, 1]);
    }
    const others = { ...appDm, id: 'D2' };
    const toBen = message('1795700000.000100', { conversation: others.id, text: 'For Ben alone' });
    suite.mock().show(ben.id, { conversations: [salesChannel, others], messages: [toBen] });
    await page.getByRole('button', { name: /You are Ana/ }).click();
    await page.getByRole('menuitemradio', { name: /Ben Okafor/ }).click();
    await page.getByText('For Ben alone').waitFor();
    expect(await lists.count()).toBe(1);
    expect(await page.getByRole('article').count()).toBe(1);
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByRole('tabpanel', { name: 'Home' }).waitFor();
    expect(await lists.count()).toBe(0);
  });

  test('falls back to whom the server picks when the remembered person is gone', async () => {
    const page = await suite.open({}, { hash: '#person=U99&conversation=D99' });
    await page.getByRole('button', { name: /You are Ana/ }).waitFor();
    await page.waitForURL(/person=U1&conversation=D1/);
  });

  test('says when the connection is lost, and catches up when it is back', async () => {
    const page = await suite.open();
    suite.mock().cutStreams();
    const lost = page.getByText('The connection to the sandbox is lost. Reconnecting…');
    await lost.waitFor();
    suite.mock().set({ conversations: [{ ...salesChannel, unread: 9 }, appDm] });
    suite.mock().mendStreams();
    await lost.waitFor({ state: 'detached' });
    await page.getByRole('navigation').getByText('9').waitFor();
  });

  test('marks a channel that Drumbeat is not in', async () => {
    const page = await suite.open({}, { hash: '#person=U1&conversation=C2' });
    await page.getByText('Drumbeat is not in this channel').waitFor();
  });

  test.each([1600, 1440, 1280, 1100, 900])('has room for every button of its bar at %i pixels', async (width) => {
    const page = await suite.open({ outbox: manyMails(126), nextDueAt: '2026-11-28T22:30:00.000Z' }, { width });
    const bar = page.getByRole('banner');
    await bar.getByText('To the next step').waitFor();
    // What is drawn of a button where its middle and both its ends are.
    const cut = await bar.getByRole('button').evaluateAll((buttons) =>
      buttons
        .filter((button) => {
          const { left, right, top, height } = button.getBoundingClientRect();
          return [left + 3, (left + right) / 2, right - 3].some(
            (x) => !button.contains(document.elementFromPoint(x, top + height / 2)),
          );
        })
        .map((button) => button.textContent),
    );
    expect(cut).toEqual([]);
  });

  test('names the person and the role in one line, uncut', async () => {
    const page = await suite.open({}, { hash: '#person=U3&conversation=C1' });
    const name = page.getByRole('button', { name: /You are Mia/ }).locator('.person-name');
    expect(await name.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    expect((await name.boundingBox())?.height).toBeLessThan(24);
  });

  test('says which drawer is which on a laptop, as the first steps do', async () => {
    const page = await suite.open();
    for (const name of ['Outbox', 'Phones', 'Postbox', 'Parcels']) {
      const label = await page.getByRole('banner').getByText(name, { exact: true }).boundingBox();
      expect(label?.width).toBeGreaterThan(20);
    }
  });

  test('can be used on a narrow screen', async () => {
    const page = await suite.open({}, { width: 390, height: 780 });
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page.getByRole('navigation').getByRole('button', { name: /sales/ }).click();
    await page.getByRole('textbox', { name: 'Message #sales' }).waitFor();
    await page.getByRole('navigation').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /Outbox/ }).click();
    await page
      .getByRole('list', { name: 'Mails' })
      .getByRole('button', { name: /ada@example.com/ })
      .click();
    await page.getByRole('button', { name: 'They reply' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

function manyMails(count: number): OutboxMail[] {
  const [mail] = mails();
  return mail === undefined ? [] : Array.from({ length: count }, (_, index) => ({ ...mail, id: `M${index}` }));
}
