import { enrollAda } from './enrolled.js';
import { ANA, ada, BEN, eachSlackWorld, MIA, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** `contact`, `suppress`, `unsuppress`, and "Fill it in". */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const typed = (value: string | null) => ({ type: 'plain_text_input', value });
const whispered = (text: string, who?: string) => world.whisper(who, (one) => textOf(one).includes(text));
const shown = (text: string, who?: string) => world.modal(who, (one) => textOf(one).includes(text));
const stored = (email = 'ada@example.com') => world.store.read.contacts.byEmail(world.workspace.id, email);

describe('contact', () => {
  test('opens a form that saves what was changed, and keeps the rest', async () => {
    await enrollAda(world, { phone: '+14155550101', tags: ['prospect'], fields: { size: 200 } });
    await world.type('contact Ada@Example.com');
    const form = await world.modal();
    await world.submit(form, { company: typed('Acme'), title: typed('CTO'), 'fields.size': typed('250') });
    expect(textOf(await shown('Saved'))).toContain('Saved *Ada Byron*');
    expect(await stored()).toMatchObject({
      company: 'Acme',
      title: 'CTO',
      phone: '+14155550101',
      tags: ['prospect'],
      fields: { size: 250 },
      ownerId: world.ana.id,
    });
  });

  test('shows the whole name where one is stored, and mends it', async () => {
    await enrollAda(world, { name: 'Countess Lovelace' });
    await world.type('contact ada@example.com');
    const form = await shown('*Countess Lovelace*');
    await world.submit(form, { name: typed('Ada, Countess of Lovelace') });
    await shown('Saved *Ada, Countess of Lovelace*');
    expect(await stored()).toMatchObject({ name: 'Ada, Countess of Lovelace', firstName: 'Ada' });
  });

  test('says what is wrong at the field, and saves nothing', async () => {
    await enrollAda(world);
    await world.type('contact ada@example.com');
    const form = await world.modal();
    await world.submit(form, { phone: typed('12'), zone: typed('Mars'), company: typed('Acme') });
    const { errors } = await world.modal(undefined, (one) => Object.keys(one.errors).length > 0);
    expect(Object.keys(errors).sort()).toEqual(['phone', 'zone']);
    expect((await stored())?.company).toBe('Analytical Engines');
  });

  test('a text that is longer than the form takes is not cut by saving', async () => {
    const notes = 'long '.repeat(1000).trim();
    await enrollAda(world, { notes });
    await world.type('contact ada@example.com');
    await world.submit(await world.modal(), { company: typed('Acme') });
    await shown('Saved');
    expect(await stored()).toMatchObject({ company: 'Acme', notes });
  });

  test('the owner can be changed; a colleague’s contact cannot', async () => {
    await enrollAda(world);
    await world.type('contact ada@example.com', BEN);
    expect((await world.modal(BEN)).view).not.toHaveProperty('submit');
    await world.type('contact ada@example.com', MIA);
    const form = await world.modal(MIA);
    await world.submit(form, { owner: { type: 'users_select', selected_user: BEN } }, MIA);
    await shown('Saved', MIA);
    expect((await stored())?.ownerId).toBe(world.ben.id);
  });

  test('an unknown address gets the nearest as buttons', async () => {
    await enrollAda(world);
    await world.type('contact ada@exmple.com');
    const answer = await whispered('I know nobody');
    await world.click(answer, 'answer.open', { value: 'run:contact ada@example.com' });
    expect(textOf(await world.modal())).toContain('ada@example.com');
  });

  test('an unknown address can become a contact', async () => {
    await world.type('contact new@example.com');
    await world.click(await whispered('I know nobody'), 'contact.open');
    await world.submit(await world.modal(), { firstName: typed('Nell') });
    expect(textOf(await shown('Created'))).toContain('Created *Nell*');
    expect(await stored('new@example.com')).toMatchObject({ firstName: 'Nell', ownerId: world.ana.id });
  });

  test('without an address a modal asks, says at the field what is none, and becomes the form', async () => {
    await enrollAda(world);
    await world.type('contact');
    const asking = await world.modal();
    const email = (value: string) => ({ email: { type: 'email_text_input', value } });
    await world.submit(asking, email('ada@@example.com'));
    expect((await world.modal(undefined, ({ errors }) => 'email' in errors)).errors.email).toMatch(/address/);
    await world.submit(asking, email('ada@example.com'));
    expect(textOf(await shown('First name'))).toContain('Ada Byron');
  });
});

test('"Fill it in" asks for the field that the held mail waits for; saved, the mail goes on', async () => {
  const field = { ...steps.intro, email: { subject: 'Hi', body: 'Your {{ contact.fields.renewal }}' } };
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [field] }), ada);
  await world.runAt('2026-03-02T08:01');
  const notice = await world.until(async () => (await world.seenBy(world.ana.slackUserId ?? '')).messages[0]);
  await world.click(notice, 'notice.open-contact');
  const form = await world.modal();
  await world.submit(form, { company: typed('Acme') });
  expect(textOf(await shown('Saved'))).toContain('Still blank: renewal. The mail stays held.');
  await world.click(notice, 'notice.open-contact');
  await world.submit(await shown('First name'), { 'fields.renewal': typed('2026-09-01') });
  await shown('1 held mail goes on');
  expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({ hold: null });
  expect(world.poked()).toBeGreaterThan(0);
  await world.runAt('2026-03-02T08:02');
  expect(world.mailer.taken).toHaveLength(1);
});

describe('"Fill it in"', () => {
  const inputs = ({ view }: Awaited<ReturnType<typeof shown>>) =>
    view.blocks.flatMap(({ type, block_id }) => (type === 'input' ? [block_id] : []));
  const asks = (text: string, more = '') => [
    { ...steps.intro, email: { subject: 'Hi', body: text } },
    { ...steps.followUp, email: { subject: 'Hi again', body: more === '' ? 'Good day' : more } },
  ];
  const notice = () => world.until(async () => (await world.seenBy(ANA)).messages.find(({ ephemeral }) => !ephemeral));

  test('has what this sequence’s texts still lack above all else, each field once', async () => {
    const version = await world.publish({
      steps: asks('{{ contact.title }} {{ contact.company }}', '{{ contact.fields.renewal }}'),
    });
    await world.enrollIn(version, { ...ada, company: null, fields: { size: 5 } });
    await world.runAt('2026-03-02T08:01');
    await world.click(await notice(), 'notice.open-contact');
    const form = await world.modal();
    const asked = inputs(form);
    expect(asked.slice(0, 3)).toEqual(['title', 'company', 'fields.renewal']);
    expect(asked.slice(3)).toEqual([
      'firstName',
      'lastName',
      'name',
      'phone',
      'zone',
      'fields.size',
      'tags',
      'notes',
      'owner',
    ]);
    expect(textOf(form)).toContain('The texts of Outbound need these.');
    await world.submit(form, { title: typed('CTO'), company: typed('Acme'), 'fields.renewal': typed('2026-09-01') });
    await shown('1 held mail goes on');
  });

  test('has not what another sequence lacks', async () => {
    const { contact } = await world.enrollIn(await world.publish({ steps: asks('{{ contact.title }}') }), ada);
    await world.runAt('2026-03-02T08:01');
    const first = await notice();
    const other = await world.publish({ name: 'Nurture', steps: asks('{{ contact.fields.plan }}') });
    await world.enrollIn(other, contact);
    await world.runAt('2026-03-02T08:02');
    await world.click(first, 'notice.open-contact');
    const form = await world.modal();
    expect(inputs(form)[0]).toBe('title');
    expect(textOf(form)).toContain('The texts of Outbound need this.');
    expect(textOf(form)).not.toContain('Nurture need');
  });

  test('is an ordinary form once nothing is missing', async () => {
    await world.enrollIn(await world.publish({ steps: asks('{{ contact.title }}') }), ada);
    await world.runAt('2026-03-02T08:01');
    const message = await notice();
    const contact = await stored();
    if (contact === null) throw new Error('nobody is stored');
    await world.store.read.contacts.saveMany([{ ...contact, title: 'CTO' }], await world.clock.now());
    await world.click(message, 'notice.open-contact');
    expect(inputs(await world.modal())[0]).toBe('firstName');
  });
});

describe('suppress and unsuppress', () => {
  const isSuppressed = async () =>
    (await world.store.read.suppressions.byEmail(world.workspace.id, 'ada@example.com')) !== null;

  test('anybody suppresses anybody, which ends their cadences; twice changes nothing', async () => {
    await enrollAda(world);
    await world.type('suppress ada@example.com', BEN);
    await world.submit(await world.modal(BEN), {}, BEN);
    const said = textOf(await shown('Suppressed', BEN));
    expect(said).toContain('They left 1 sequence: Outbound');
    expect(said).toContain('Only an admin can take it back');
    expect(await isSuppressed()).toBe(true);
    await world.type('suppress ada@example.com', BEN);
    expect(textOf(await whispered('gets nothing already', BEN))).toMatch(/suppressed by .* on 2 Mar 2026/);
  });

  test('who cannot take it back is asked first, also about an address that nobody is stored under', async () => {
    await world.type('suppress new@example.com');
    const asking = await world.modal();
    expect(textOf(asking)).toContain('Nothing goes to *new@example.com* any more');
    expect(textOf(asking)).toContain('You cannot take it back: only an admin can.');
    expect(await world.store.read.suppressions.byEmail(world.workspace.id, 'new@example.com')).toBeNull();
    await world.submit(asking);
    await shown('Suppressed *new@example.com*');
    expect(await world.store.read.suppressions.byEmail(world.workspace.id, 'new@example.com')).not.toBeNull();
  });

  test('only an admin unsuppresses, and may undo either', async () => {
    await world.type('suppress ada@example.com', SAM);
    await world.type('unsuppress ada@example.com', MIA);
    expect(textOf(await whispered('it takes an admin', MIA))).toContain('allow a suppressed address');
    const said = await whispered('Suppressed', SAM);
    await world.click(said, 'answer.open', { who: SAM });
    const back = await whispered('may get mail again', SAM);
    expect(back.ts).toBe(said.ts);
    expect(await isSuppressed()).toBe(false);
    await world.type('unsuppress ada@example.com', SAM);
    await whispered('is not suppressed', SAM);
  });
});
