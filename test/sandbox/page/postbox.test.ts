import { describeIf } from '../../support/requirements.js';
import { bottomOf, setUpPage } from './openPage.js';

describeIf('browser', 'the postbox', () => {
  const suite = setUpPage();

  test('shows both sides of a card and where it goes, and lets nothing on it run', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: /Postbox/ }).click();
    const postbox = page.getByRole('complementary', { name: 'Postbox' });
    await postbox.getByText('210 King St, San Francisco, CA 94107').waitFor();
    await page.frameLocator('iframe[title="The front"]').getByText('Hello Ada').waitFor();
    await page.frameLocator('iframe[title="The back"]').getByText('See you soon.').waitFor();
    // The back as it is printed, with what the printer puts on it, and as wide as the front.
    await postbox.getByText('Postage').waitFor();
    const [front, back] = await Promise.all(
      (await postbox.locator('iframe').all()).map((frame) => frame.boundingBox()),
    );
    expect(front?.width).toBeCloseTo(back?.width ?? 0, 0);
    expect((front?.width ?? 0) / (front?.height ?? 1)).toBeCloseTo(6.25 / 4.25, 1);
    for (const frame of await postbox.locator('iframe').all()) expect(await frame.getAttribute('sandbox')).toBe('');
    expect(await page.title()).toBe('Drumbeat sandbox');
  });

  test('scrolls what has no room in it', async () => {
    const page = await suite.open({}, { height: 500 });
    await page.getByRole('button', { name: /Postbox/ }).click();
    const postbox = page.getByRole('complementary', { name: 'Postbox' });
    await postbox.getByRole('article').waitFor();
    expect(await bottomOf(postbox.getByRole('article'))).toBe(await bottomOf(postbox));
  });
});
