import { describeIf } from '../../support/requirements.js';
import { texts } from './fixture.js';
import { bottomOf, setUpPage } from './openPage.js';

describeIf('browser', 'the phones', () => {
  const suite = setUpPage();

  test('show who got a text, and the texts of the newest as they were read', async () => {
    const page = await suite.open();
    const button = page.getByRole('button', { name: /Phones/ });
    expect(await button.textContent()).toContain('3');
    await button.click();
    const drawer = page.getByRole('complementary', { name: 'Phones' });
    const read = drawer.getByRole('list', { name: 'Texts' });
    await read.getByText('Shall I call tomorrow?').waitFor();
    expect(await read.locator('.phone-text').allTextContents()).toEqual([
      'Hi Ada, Ana here.',
      'Shall I call tomorrow?',
    ]);
    await drawer.getByRole('button', { name: /\+442079460123/ }).click();
    expect(await read.locator('.phone-text').allTextContents()).toEqual(['Hello Grace']);
  });

  test('stand where the outbox stood', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: /Outbox/ }).click();
    await page.getByRole('button', { name: /Phones/ }).click();
    await page.getByRole('complementary', { name: 'Phones' }).waitFor();
    expect(await page.getByRole('complementary', { name: 'Outbox' }).count()).toBe(0);
  });

  test('keep every button inside the drawer', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: /Phones/ }).click();
    const drawer = page.getByRole('complementary', { name: 'Phones' });
    const last = await drawer.getByRole('button', { name: 'It does not arrive' }).boundingBox();
    const answer = await drawer.getByRole('button', { name: 'They answer', exact: true }).boundingBox();
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual((answer?.x ?? 0) + (answer?.width ?? 0));
  });

  test('fill the drawer, whatever the texts leave free', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: /Phones/ }).click();
    const drawer = page.getByRole('complementary', { name: 'Phones' });
    await drawer.getByRole('article').waitFor();
    expect(await bottomOf(drawer.getByRole('article'))).toBe(await bottomOf(drawer));
  });

  test.each([
    ['They answer', 'answer', 'Call me'],
    ['They answer STOP', 'stop', 'Answered STOP'],
    ['They answer START', 'start', 'Answered START'],
    ['It does not arrive', 'fail', 'Did not arrive'],
  ] as const)('%s', async (name, kind, words) => {
    const page = await suite.open();
    suite.mock().on('text-events', () => {
      const [newest, ...others] = texts();
      const said = kind === 'answer' ? { said: 'Call me' } : {};
      const event = { kind, at: '2026-12-03T15:20:00.000Z', ...said };
      if (newest) suite.mock().set({ phone: [{ ...newest, events: [event] }, ...others] });
      return undefined;
    });
    await page.getByRole('button', { name: /Phones/ }).click();
    if (kind === 'answer') await page.getByLabel('What they answer').fill('Call me');
    await page.getByRole('button', { name, exact: true }).click();
    expect(await suite.mock().next('text-events')).toEqual({
      textId: 'SM3',
      kind,
      ...(kind === 'answer' ? { text: 'Call me' } : {}),
    });
    await page.getByRole('list', { name: 'Texts' }).getByText(words).waitFor();
  });

  test('say what they are for while there is no text', async () => {
    const page = await suite.open({ phone: [] });
    await page.getByRole('button', { name: /Phones/ }).click();
    await page.getByText('No text yet').waitFor();
    await page.getByRole('button', { name: 'Close phones' }).click();
    await page.getByText('No text yet').waitFor({ state: 'detached' });
  });
});
