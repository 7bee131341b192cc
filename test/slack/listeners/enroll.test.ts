import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { saveTemplate } from '../../../src/app/sequences/saveTemplate.js';
import { ada, eachSlackWorld, option, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** `enroll` in one line, as a form, and by the global shortcut. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const { hello, later } = steps;
const whispered = (text: string, who?: string) => world.whisper(who, (one) => textOf(one).includes(text));
const shown = (text: string, who?: string) => world.modal(who, (one) => textOf(one).includes(text));
const typed = (value: string | null) => ({ type: 'plain_text_input', value });
const chosen = (value: string) => ({ type: 'static_select', ...option(value) });
const stored = (email: string) => world.store.read.contacts.byEmail(world.workspace.id, email);
const enrollments = () => world.store.read.enrollments.find({ workspaceId: world.workspace.id });
const blockIds = (view: { readonly view: { readonly blocks: readonly { readonly block_id?: string }[] } }) =>
  view.view.blocks.map(({ block_id }) => block_id ?? '');

describe('in one line', () => {
  test('somebody unknown becomes a contact and is enrolled; the answer has the first dates and a way back', async () => {
    await world.publish({ steps: [hello, later] });
    await world.type('enroll ada@example.com in outbound');
    const said = await whispered('Enrolled');
    expect(textOf(said)).toContain(
      'Enrolled *ada@example.com* in *Outbound*. First: Hello on Mon 2 Mar, 13:00 (10:00 in Los Angeles).',
    );
    expect(textOf(said)).toContain('Wed 4 Mar, 12:00 (09:00 in Los Angeles)  Later');
    expect(await stored('ada@example.com')).toMatchObject({ ownerId: world.ana.id });
    expect(await enrollments()).toMatchObject([{ ownerId: world.ana.id }]);
    expect(world.poked()).toBeGreaterThan(0);
    await world.click(said, 'answer.undo');
    await whispered('Undone: 1 person is out');
    expect((await enrollments())[0]?.progress.exited?.reason).toBe('removed');
  });

  test('several addresses, from a colleague, at a step, on a date in the account’s zone', async () => {
    await world.publish({ steps: [hello, later] });
    await world.type(`enroll ada@example.com, ben@example.com in Outbound from @ben at later on 2026-03-10 09:30`);
    const said = textOf(await whispered('Enrolled'));
    expect(said).toContain('Enrolled *2 people* in *Outbound*, from <@U0BEN00001>.');
    expect(said).toContain('*ben@example.com*: Later on Thu 12 Mar, 12:00 (09:00 in Los Angeles)');
    const all = await enrollments();
    expect(all.map(({ ownerId }) => ownerId)).toEqual([world.ben.id, world.ben.id]);
    expect(all[0]?.progress.pending?.dueAt.toISO()).toBe('2026-03-12T16:00:00.000Z');
  });

  test('a mistyped sequence gets the nearest, whose button runs the corrected command', async () => {
    await world.publish({ name: 'SaaS outbound', steps: [hello] });
    await world.type('enroll ada@example.com in saas-outbond from me');
    const said = await whispered('no sequence called “saas-outbond”');
    await world.click(said, 'answer.open');
    const answer = await whispered('Enrolled');
    expect(answer.ts).toBe(said.ts);
    expect(await enrollments()).toHaveLength(1);
  });

  test('a date at the end needs no “on”; a sequence of that very name comes first', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll ada@example.com in outbound tomorrow');
    expect(textOf(await whispered('Enrolled'))).toContain('First: Hello on Tue 3 Mar');
    await world.publish({ name: 'Outbound tomorrow', steps: [hello] });
    await world.type('enroll ben@example.com in outbound tomorrow');
    expect(textOf(await whispered('ben@example.com'))).toContain('in *Outbound tomorrow*. First: Hello on Mon 2 Mar');
  });

  test('a mistyped sequence before such a date keeps the date, and the button says it', async () => {
    await world.publish({ name: 'SaaS outbound', steps: [hello] });
    await world.type('enroll ada@example.com in saas-outbond tomorrow 10:30 from me');
    const said = await whispered('no sequence called “saas-outbond”');
    expect(textOf(said)).toContain('Enroll in SaaS outbound tomorrow 10:30');
    await world.click(said, 'answer.open');
    expect(textOf(await whispered('Enrolled'))).toContain('First: Hello on Wed 4 Mar');
    expect(await enrollments()).toHaveLength(1);
  });

  test('a correction that would drop words opens the form instead of enrolling', async () => {
    await world.publish({ name: 'SaaS outbound', steps: [hello] });
    await world.type('enroll ada@example.com in saas-outbound next week from @ben');
    const said = await whispered('no sequence called “saas-outbound next week”');
    expect(textOf(said)).toContain('Fill in the form: SaaS outbound');
    await world.click(said, 'answer.open');
    const form = JSON.stringify((await world.modal()).view.blocks);
    expect(form).toContain('"initial_value":"ada@example.com"');
    expect(form).toContain('"initial_user":"U0BEN00001"');
    expect(form).toContain('SaaS outbound');
    expect(await enrollments()).toEqual([]);
  });

  test('an hour after “at” is no step: the answer says how a time is written, and runs it so', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll ada@example.com in outbound on 2026-03-06 at 10');
    const said = await whispered('`at` takes a step');
    expect(textOf(said)).toContain('A time is written as `on 2026-03-06 10:00`');
    await world.click(said, 'answer.open', {
      value: 'run:enroll ada@example.com in "outbound" on 2026-03-06 10:00',
    });
    expect(textOf(await whispered('Enrolled'))).toContain('To begin Fri 6 Mar, 13:00 (10:00 in Los Angeles)');
  });

  test('a mistyped step is answered with the steps there are', async () => {
    await world.publish({ steps: [hello, later] });
    await world.type('enroll ada@example.com in outbound at latr');
    const said = await whispered('no step `latr`');
    expect(textOf(said)).toContain('Did you mean `later`?');
    await world.click(said, 'answer.open', { value: 'run:enroll ada@example.com in "outbound" at later' });
    expect(textOf(await whispered('Enrolled'))).toContain('First: Later');
  });

  test.each([
    [
      'somebody who is in it already',
      'has been in it since Mon 2 Mar',
      async () => {
        await world.type('enroll ada@example.com in outbound');
        await whispered('Enrolled');
      },
    ],
    [
      'a suppressed address',
      'gets nothing any more: suppressed by',
      async () => {
        await world.type('suppress ada@example.com');
        await world.submit(await world.modal());
        await shown('Suppressed');
      },
    ],
  ])('%s is told so, and nothing changes', async (_, reason, before) => {
    await world.publish({ steps: [hello] });
    await before();
    const count = (await enrollments()).length;
    await world.type('enroll ada@example.com in outbound');
    expect(textOf(await whispered('Nobody was enrolled'))).toContain(reason);
    expect(await enrollments()).toHaveLength(count);
  });

  test('a past date and an unknown colleague are told, and nothing changes', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll ada@example.com in outbound on 2026-03-01 09:00');
    await whispered('is over already');
    await world.type('enroll ada@example.com in outbound from @nobody');
    await world.modal(undefined, (one) => textOf(one).includes('nobody here called'));
    expect(await enrollments()).toEqual([]);
    expect(await stored('ada@example.com')).toBeNull();
  });

  test('a mistyped colleague gets the nearest, whose button runs the corrected command', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll ada@example.com in outbound from @bne');
    const said = await world.modal(undefined, (one) => textOf(one).includes('Did you mean `@ben`?'));
    expect(await enrollments()).toEqual([]);
    await world.click(said, 'answer.open', { value: 'run:enroll ada@example.com in "outbound" from @ben' });
    await world.until(async () => ((await enrollments()).length > 0 ? true : undefined));
    expect(await enrollments()).toMatchObject([{ ownerId: world.ben.id }]);
  });

  test('while the sequence is paused the answer says that it begins paused', async () => {
    await world.publish({ steps: [hello] });
    await world.type('pause outbound', SAM);
    await whispered('Paused', SAM);
    await world.type('enroll ada@example.com in outbound');
    expect(textOf(await whispered('Enrolled'))).toContain('It begins paused, as the sequence is');
  });
});

describe('what the texts need', () => {
  test('is asked for before anything changes; filled in, the contact is created with it', async () => {
    await world.publish({ steps: [steps.intro] });
    await world.type('enroll ada@example.com in outbound');
    const form = await world.modal();
    expect(textOf(form)).toContain('1 person will be enrolled');
    expect(blockIds(form)).toEqual(
      expect.arrayContaining(['need:ada@example.com:firstName', 'need:ada@example.com:company']),
    );
    expect(await stored('ada@example.com')).toBeNull();
    await world.submit(form, {
      'need:ada@example.com:firstName': typed('Ada'),
      'need:ada@example.com:company': typed('Acme'),
    });
    expect(textOf(await shown('Enrolled'))).toContain('Enrolled *Ada* in *Outbound*');
    expect(await stored('ada@example.com')).toMatchObject({ firstName: 'Ada', company: 'Acme' });
  });

  test('left blank after it was shown is a confirmation: they come in, and the mail will be held', async () => {
    await world.publish({ steps: [steps.intro] });
    await world.type('enroll ada@example.com in outbound');
    await world.submit(await world.modal());
    await shown('Enrolled');
    expect(await enrollments()).toHaveLength(1);
  });

  test('what is filled in wrong is said at its field', async () => {
    await world.publish({ steps: [{ ...hello, email: { subject: 'Hi', body: 'Call {{ contact.phone }}' } }] });
    await world.type('enroll ada@example.com in outbound');
    await world.submit(await world.modal(), { 'need:ada@example.com:phone': typed('12') });
    const { errors } = await world.modal(undefined, (one) => Object.keys(one.errors).length > 0);
    expect(Object.keys(errors)).toEqual(['need:ada@example.com:phone']);
    expect(await enrollments()).toEqual([]);
  });
});

describe('the form', () => {
  const open = async () => {
    const version = await world.publish({ steps: [hello, later] });
    await world.harness.post('/shortcuts', { person: world.ana.slackUserId, callbackId: 'enroll-contact' });
    return { form: await world.modal(), version };
  };

  test('opens by the global shortcut; choosing a sequence shows its steps and dates and keeps what was typed', async () => {
    const { form, version } = await open();
    const filled = { addresses: typed('ada@example.com'), sequence: chosen(version.sequenceId) };
    await world.click(form, 'enroll.sequence', { chosen: option(version.sequenceId), filled });
    const next = await shown('What they will get');
    expect(textOf(next)).toContain('Mon 2 Mar, 13:00 (10:00 in Los Angeles) · same day  Hello');
    expect(blockIds(next)).toContain(`step:${version.sequenceId}`);
    expect(next.state?.addresses).toMatchObject({ field: { value: 'ada@example.com' } });
    const start = {
      date: { type: 'datepicker', selected_date: '2026-03-09' },
      [`step:${version.sequenceId}`]: chosen('later'),
    };
    await world.click(next, 'enroll.date', {
      chosen: { selected_date: '2026-03-09' },
      filled: { ...filled, ...start },
    });
    const dated = await shown('Wed 11 Mar, 12:00 (09:00 in Los Angeles)');
    expect(textOf(dated)).not.toContain('· same day  Hello');
    await world.submit(dated, { ...filled, ...start });
    expect(textOf(await shown('Enrolled'))).toContain('First: Later on Wed 11 Mar, 12:00 (09:00 in Los Angeles)');
  });

  test('reviews whoever cannot come in, changes nothing until confirmed, then enrolls the others', async () => {
    const { form, version } = await open();
    await world.enrollIn(version, ada);
    await world.store.read.suppressions.add({
      id: world.ids.next(),
      workspaceId: world.workspace.id,
      email: 'sue@example.com',
      reason: 'unsubscribe',
      createdAt: await world.clock.now(),
      createdById: null,
    });
    const filled = {
      addresses: typed('ada@example.com, nobody@, sue@example.com\nNew Person <new@example.com>'),
      sequence: chosen(version.sequenceId),
    };
    await world.submit(form, filled);
    const review = await shown('will not be enrolled');
    const text = textOf(review);
    expect(text).toContain('3 addresses will not be enrolled');
    expect(text).toContain('Ada Byron (ada@example.com) has been in it since Mon 2 Mar.');
    expect(text).toContain('nobody@ is not an e-mail address: there is nothing after the @. Correct it under Who.');
    expect(text).toContain(
      'sue@example.com gets nothing any more: unsubscribed on 2 Mar 2026. Only an admin can allow it again.',
    );
    expect(text).toContain('new@example.com: new contact');
    expect(await enrollments()).toHaveLength(1);
    await world.submit(review, filled);
    const done = textOf(await shown('Enrolled'));
    expect(done).toContain('Not enrolled: sue@example.com gets nothing any more: unsubscribed on 2 Mar 2026.');
    expect(await enrollments()).toHaveLength(2);
  });

  test('a list that was changed after the review is reviewed again', async () => {
    const { form, version } = await open();
    await world.enrollIn(version, ada);
    const filled = (addresses: string) => ({ addresses: typed(addresses), sequence: chosen(version.sequenceId) });
    await world.submit(form, filled('ada@example.com, ben@example.com'));
    const review = await shown('will not be enrolled');
    await world.submit(review, filled('ada@example.com, cy@example.com'));
    await shown('cy@example.com: new contact');
    expect(await enrollments()).toHaveLength(1);
  });

  test('says at each field what is wrong', async () => {
    const { form, version } = await open();
    const filled = { addresses: typed('ada@example.com'), sequence: chosen(version.sequenceId) };
    const errorAt = async (field: string, more: Record<string, Record<string, unknown>>) => {
      await world.submit(form, { ...filled, ...more });
      return (await world.modal(undefined, ({ errors }) => field in errors)).errors[field];
    };
    const time = { type: 'timepicker', selected_time: '09:00' };
    const past = { type: 'datepicker', selected_date: '2026-03-01' };
    expect(await errorAt('date', { time })).toBe('Choose the day too, or no time for now.');
    expect(await errorAt('date', { time, date: past })).toContain('is over already');
    expect(await errorAt('sequence', { sequence: chosen('none') })).toBe('Choose a sequence.');
    const guest = { type: 'users_select', selected_user: 'U0GIL00001' };
    expect(await errorAt('owner', { owner: guest })).toContain('cannot be chosen');
    expect(await errorAt('addresses', { addresses: typed(' , ') })).toContain('Write the e-mail address');
    expect(await enrollments()).toEqual([]);
  });

  test('two submissions at once enroll once', async () => {
    const { form, version } = await open();
    const filled = { addresses: typed('ada@example.com'), sequence: chosen(version.sequenceId) };
    await Promise.all([world.submit(form, filled), world.submit(form, filled)]).catch(() => undefined);
    await world.until(async () => ((await enrollments()).length === 1 ? true : undefined));
    expect(await enrollments()).toHaveLength(1);
  });
});

describe('where a card goes out', () => {
  const card = { id: 'card', name: 'Hello card', kind: 'postcard', when: { days: 2 }, template: 'hello-card' };
  const home = { fields: { street: '1 Main St', city: 'Springfield', state: 'IL', zip: '62701' } };
  const undeliverable = { kind: 'undeliverable', reason: 'The post office does not know that address.' } as const;
  async function lives(email: string, firstName: string) {
    await saveContact(world.deps, { actor: world.ana, email, details: { firstName, ...home } });
  }
  beforeEach(async () => {
    const { store, ids, workspace } = world;
    const content = { size: '4x6', front: '<p>Hi</p>', back: '<p>Bye</p>' } as const;
    const template = { name: 'hello-card', kind: 'postcard', content } as const;
    const now = await world.clock.now();
    await store.transact((tables) =>
      saveTemplate({ tables, ids, now }, { workspaceId: workspace.id, template, savedById: null }),
    );
    await world.publish({ steps: [hello, card] });
    await lives('ada@example.com', 'Ada');
  });

  test('the answer says that post does not reach them, with the way to the address; the rest goes on', async () => {
    world.postcards.checkAs(undeliverable);
    await world.type('enroll ada@example.com in outbound');
    const said = await whispered('Enrolled');
    expect(textOf(said)).toContain(
      'Post does not reach Ada: The post office does not know that address. “Hello card” waits until the address is corrected.',
    );
    expect(textOf(said)).toContain('Open the contact');
    expect(await enrollments()).toMatchObject([{ pauses: [], hold: null }]);
  });

  test('of several the names are told, in the form too', async () => {
    await lives('grace@example.com', 'Grace');
    world.postcards.checkAs(undeliverable);
    await world.type('enroll');
    const form = await world.modal();
    const [sequence] = await world.store.read.sequences.all(world.workspace.id);
    const addresses = typed('ada@example.com, grace@example.com');
    await world.submit(form, { addresses, sequence: chosen(sequence?.id ?? '') });
    expect(textOf(await shown('Enrolled'))).toContain('Post does not reach Ada and Grace:');
  });

  test('nothing is said where post reaches them, and where nobody can tell', async () => {
    await world.type('enroll ada@example.com in outbound');
    expect(textOf(await whispered('Enrolled'))).not.toContain('Post does not');
    await lives('grace@example.com', 'Grace');
    world.postcards.checkAs({ kind: 'unknown', reason: 'Lob cannot be reached.' });
    await world.type('enroll grace@example.com in outbound');
    expect(textOf(await whispered('Enrolled *Grace*'))).not.toContain('Post does not');
  });
});
