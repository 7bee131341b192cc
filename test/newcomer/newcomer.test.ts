import { DateTime } from 'luxon';
import type { Browser, Page } from 'playwright-core';
import { type SandboxDriver, startSandbox } from '../scenario/sandbox-driver.js';
import { openChromium } from '../support/browser.js';
import { takePicture } from '../support/pictures.js';
import { describeIf } from '../support/requirements.js';

/** A Monday, 08:20 in New York. */
const monday = DateTime.fromISO('2027-03-01T13:20:00Z', { zone: 'utc' });

describeIf('browser', 'the newcomer’s path of the README', () => {
  let sandbox: SandboxDriver;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([startSandbox(monday), openChromium()]);
    page = await browser.newPage({
      viewport: { width: 1280, height: 860 },
      deviceScaleFactor: 1.5,
      reducedMotion: 'reduce',
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  const type = async (text: string) => {
    const box = page.getByRole('textbox', { name: 'Message Drumbeat' });
    await box.fill(text);
    await box.press('Enter');
  };
  const messages = () => page.getByRole('log');
  const toTheNextStep = async () => {
    const machine = page.getByRole('region', { name: 'Time machine' });
    await machine.getByRole('button', { name: /^To the next step .+ in / }).click();
    await machine.and(page.locator('[aria-busy="false"]')).waitFor();
  };

  test('enroll, move time, the mail is in the outbox, the task in the DM, Done, why', async () => {
    await page.goto(sandbox.url);

    await type('/sequence enroll ada@example.com in saas-outbound');
    await messages()
      .getByText(/Enrolled Ada Byron/)
      .waitFor();

    await toTheNextStep();
    await page.getByRole('button', { name: /^Outbox.*1/ }).click();
    const outbox = page.getByRole('complementary', { name: 'Outbox' });
    await outbox
      .getByRole('list', { name: 'Mails' })
      .getByText(/Ada Byron/)
      .first()
      .waitFor();
    await page
      .getByRole('button', { name: /^Outbox/ })
      .first()
      .click();

    await toTheNextStep();
    const task = messages().getByRole('article').filter({ hasText: 'Invite Ada Byron on LinkedIn' });
    await task.getByRole('button', { name: 'Done', exact: true }).waitFor();
    await page.getByRole('region', { name: 'Time machine' }).getByText('a task waits for Done').waitFor();
    await takePicture(page, 'task-in-slack');

    await task.getByRole('button', { name: 'Done', exact: true }).click();
    await task
      .getByText(/by .*ana/i)
      .first()
      .waitFor();
    await task.getByRole('button', { name: 'Done', exact: true }).waitFor({ state: 'detached' });

    await type('/sequence why ada@example.com');
    const why = messages().getByRole('article').filter({ hasText: 'What happened' });
    await why
      .getByText(/Counts from/)
      .first()
      .waitFor();
    await why
      .getByText(/Day 4: somebody like them/)
      .first()
      .waitFor();
    await why
      .getByText(/Day 3: a face to the name/)
      .first()
      .waitFor();
  }, 60_000);

  test('a message without a slash is answered with what to type', async () => {
    await page.goto(sandbox.url);
    await type('enroll grace.okoye@example.org in saas-outbound');
    const answer = messages().getByRole('article').filter({ hasText: 'I follow commands' });
    await answer.getByText('/sequence enroll grace.okoye@example.org in saas-outbound').waitFor();
    await answer.getByRole('button', { name: 'Help' }).waitFor();
  });
});
