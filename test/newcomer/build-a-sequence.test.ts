import { DateTime } from 'luxon';
import type { Browser, Locator, Page } from 'playwright-core';
import { type StepKind, stepKinds } from '../../src/domain/steps/step-kind.js';
import { type SandboxDriver, startSandbox } from '../scenario/sandbox-driver.js';
import { openChromium } from '../support/browser.js';
import { takePicture } from '../support/pictures.js';
import { describeIf } from '../support/requirements.js';

/** A Monday, 08:20 in New York. */
const monday = DateTime.fromISO('2027-03-01T13:20:00Z', { zone: 'utc' });
const MIA = 'U0MIA00001';

/** What the steps that take something stored take. */
const stored = [
  [
    'template: hello-card',
    'kind: postcard',
    'postcard:',
    '  front: >-',
    '    <body style="margin: 0; background: #1f3a5f; color: #fff; text-align: center">',
    '    <h1 style="margin-top: 1.6in">Coffee next week?</h1></body>',
    '  back: >-',
    '    <p style="margin: 0.4in; width: 2in">{{contact.firstName}}, it is on us. Say when, and we bring the cups.</p>',
    '',
  ].join('\n'),
  'list: welcome-kit\nitems: [{ item: Mug }]\ndeliver: { to: packing@example.com, at: "17:00" }\n',
];

describeIf('browser', 'a manager with an empty builder', () => {
  let sandbox: SandboxDriver;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([startSandbox(monday), openChromium()]);
    page = await browser.newPage({ viewport: { width: 1280, height: 2200 }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(10_000);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  const modal = (name: string) => page.getByRole('dialog', { name, exact: true });
  const write = (form: Locator, label: string, text: string) =>
    form.getByRole('textbox', { name: new RegExp(`^${label}`) }).fill(text);
  const choose = async (form: Locator, label: string, option: string) => {
    await form.getByRole('combobox', { name: new RegExp(`^${label}`) }).click();
    await page.getByRole('option', { name: option }).first().click();
  };
  /** Opens a part's form by its menu, fills it in, and takes it. */
  const part = async (
    form: Locator,
    menu: string,
    option: string,
    title: string,
    fill: (one: Locator) => Promise<void>,
  ) => {
    await choose(form, menu, option);
    const one = modal(title);
    await one.waitFor();
    await fill(one);
    await one.getByRole('button', { name: /^Save (condition|action|variant)$/ }).click();
    await one.waitFor({ state: 'detached' });
  };

  /** What is filled in beside the name, for each kind: complete by the compiler's word. */
  const fillings: Readonly<
    Record<StepKind, { readonly noun: string; readonly fill: (form: Locator) => Promise<void> }>
  > = {
    email: {
      noun: 'mail',
      fill: async (form) => {
        await write(form, 'Subject', 'Hello {{contact.firstName}}');
        await write(form, 'Body', 'Good day.');
      },
    },
    sms: {
      noun: 'text',
      fill: async (form) => {
        await write(form, 'Text', 'Did the price list arrive, {{contact.firstName}}?');
        await form.getByText('For somebody made up: 31 characters').waitFor();
      },
    },
    task: { noun: 'task', fill: (form) => write(form, 'What to do', 'Call {{contact.name}}') },
    postcard: {
      noun: 'postcard',
      fill: async (form) => {
        await choose(form, 'Front and back', 'hello-card');
        const picture = form.getByRole('img', { name: 'Front and back of hello-card' });
        await picture.waitFor();
        // It was drawn, and came over the web.
        await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(600);
      },
    },
    fulfillment: { noun: 'delivery', fill: (form) => choose(form, 'List', 'welcome-kit') },
    rule: {
      noun: 'rule',
      fill: async (form) => {
        await part(form, 'Add a condition', 'Has a tag', 'Condition', (one) => write(one, 'Tag', 'prospect'));
        await part(form, 'Add an action', 'Add a tag', 'Action', (one) => write(one, 'Tag', 'cold'));
        await part(form, 'Add an action', 'Tell somebody', 'Action', async (one) => {
          await one.getByRole('radio', { name: 'A channel' }).check();
          await choose(one, 'Channel', '#sales');
        });
      },
    },
    delay: { noun: 'delay', fill: (form) => form.getByLabel('Wait', { exact: true }).fill('2') },
    branch: {
      noun: 'branch',
      fill: async (form) => {
        await part(form, 'Add a condition', 'Opened a mail', 'Condition', (one) =>
          choose(one, 'Which mail', 'The mail'),
        );
        await form.getByRole('radio', { name: 'End here' }).last().check();
        // It is drawn anew for the way that was chosen.
        await form.locator('[type=radio]:enabled').last().waitFor();
      },
    },
    exit: { noun: 'exit', fill: (form) => write(form, 'Reason', 'no answer') },
  };

  /** Once the steps are these, by the last word of their names, in this order. */
  const expectSteps = async (builder: Locator, names: readonly string[]) => {
    const listed = async () =>
      [...(await builder.innerText()).matchAll(/^\d+\.\s+The (\w+)/gm)].map(([, name]) => name);
    await expect.poll(listed, { timeout: 10_000 }).toEqual(names);
  };
  const inMenu = async (builder: Locator, index: number, choice: string) => {
    await builder.getByRole('button', { name: 'More actions' }).nth(index).click();
    await page.getByRole('menuitem', { name: choice, exact: true }).click();
  };
  /** A mail in two wordings, one of them to three of four, in the place after another step. */
  const insertSplitTest = async (builder: Locator, after: string) => {
    await builder.getByRole('button', { name: 'Add mail', exact: true }).click();
    const form = modal('New mail');
    await form.waitFor();
    await write(form, 'Step name', 'The offer');
    await write(form, 'Subject', 'Two months free');
    await write(form, 'Body', 'Would that help?');
    await form.getByRole('radio', { name: 'Split test: several, by weight' }).check();
    await form.getByText('100 %').waitFor();
    await part(form, 'Add a variant', 'Written here', 'Variant', async (one) => {
      await write(one, 'Weight', '150');
      await write(one, 'Subject', 'Half the price');
      await write(one, 'Body', 'Would that help?');
    });
    await form.getByText('75 %').waitFor();
    await choose(form, 'Place', after);
    await form.getByRole('button', { name: 'Save step' }).click();
    await form.waitFor({ state: 'detached' });
  };

  test('builds a step of every kind, splits, inserts, copies and moves, and publishes them', async () => {
    for (const content of stored) await sandbox.importFile('stored.yml', content);
    await page.goto(`${sandbox.url}/#person=${MIA}`);
    const box = page.getByRole('textbox', { name: 'Message Drumbeat' });
    await box.fill('/sequence new Everything');
    await box.press('Enter');
    const builder = modal('Sequence');
    await builder.getByText('No steps yet').waitFor();
    for (const [index, kind] of stepKinds.entries()) {
      const { noun, fill } = fillings[kind];
      await builder.getByRole('button', { name: `Add ${noun}`, exact: true }).click();
      const form = modal(`New ${noun}`);
      await form.waitFor();
      await write(form, 'Step name', `The ${noun}`);
      await fill(form);
      await takePicture(form, `step-${kind}`);
      await form.getByRole('button', { name: 'Save step' }).click();
      await form.waitFor({ state: 'detached' });
      await builder
        .getByText(`${index + 1}.`, { exact: true })
        .first()
        .waitFor();
    }
    await builder.getByText('otherwise', { exact: true }).waitFor();
    await takePicture(builder, 'builder');
    await insertSplitTest(builder, 'After 2. The text');
    const built = ['mail', 'text', 'offer', 'task', 'postcard', 'delivery', 'rule', 'delay', 'branch', 'exit'];
    await expectSteps(builder, built);
    await inMenu(builder, built.indexOf('delivery'), 'Move up');
    const moved = ['mail', 'text', 'offer', 'task', 'delivery', 'postcard', 'rule', 'delay', 'branch', 'exit'];
    await expectSteps(builder, moved);
    await inMenu(builder, moved.indexOf('delay'), 'Copy');
    const copied = [
      'mail',
      'text',
      'offer',
      'task',
      'delivery',
      'postcard',
      'rule',
      'delay',
      'delay',
      'branch',
      'exit',
    ];
    await expectSteps(builder, copied);
    await builder.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published Everything, version 1.').waitFor();
    const shown = JSON.stringify((await sandbox.type(MIA, '/sequence show everything')).blocks);
    expect([...shown.matchAll(/\d+\.\*\s+\*The (\w+)\*/g)].map(([, name]) => name)).toEqual(copied);
    expect(shown).toContain('Mail in 2 variants');
    expect(shown).toContain('add the tag “cold”, notify #sales');
  }, 60_000);
});
