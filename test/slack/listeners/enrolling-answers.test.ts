import { undoEnrollment } from '../../../src/app/enrolling/undoEnrollment.js';
import { BEN, eachSlackWorld, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** What an enrollment is answered with: whose times, on whose clock, what stands in the way, and the ways back. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const { hello, later } = steps;
const whispered = (text: string, who?: string) => world.whisper(who, (one) => textOf(one).includes(text));
const shown = (text: string, who?: string) => world.modal(who, (one) => textOf(one).includes(text));
const typed = (value: string | null) => ({ type: 'plain_text_input', value });
const enrollments = () => world.store.read.enrollments.find({ workspaceId: world.workspace.id });
const addresses = (...names: string[]) => names.map((name) => `${name}@example.com`).join(', ');

/** A contact of Ana's who reads another clock. */
const contactIn = async (email: string, zone: string) => {
  await world.type(`contact ${email}`);
  await world.click(await whispered(`address ${email}`), 'contact.open');
  await world.submit(await shown(email), { zone: typed(zone) });
  await shown('Created');
};

describe('several people at once', () => {
  test('up to three have a line each, with their own time', async () => {
    await world.publish({ zone: 'contact', steps: [hello] });
    await contactIn('ben@example.com', 'Europe/Berlin');
    await world.type(`enroll ${addresses('ada', 'ben')} in outbound`);
    const said = textOf(await whispered('Enrolled'));
    expect(said).toContain('Enrolled *2 people* in *Outbound*.');
    expect(said).toContain('•  *ada@example.com*: Hello on Mon 2 Mar, 13:00 (10:00 in Los Angeles)');
    expect(said).toContain('•  *ben@example.com*: Hello on Tue 3 Mar, 04:00 (10:00 in Berlin)');
  });

  test('more are told from when to when the first step goes', async () => {
    await world.publish({ zone: 'contact', steps: [hello] });
    await contactIn('ben@example.com', 'Europe/Berlin');
    await world.type(`enroll ${addresses('ada', 'ben', 'cy', 'dee')} in outbound`);
    const said = textOf(await whispered('Enrolled'));
    expect(said).toContain('Enrolled *4 people* in *Outbound*. First: Hello on Mon 2 Mar, 13:00 to Tue 3 Mar, 04:00.');
  });

  test('more of one time are told that one', async () => {
    await world.publish({ steps: [hello] });
    await world.type(`enroll ${addresses('ada', 'ben', 'cy', 'dee')} in outbound`);
    const said = textOf(await whispered('Enrolled'));
    expect(said).toContain('First: Hello on Mon 2 Mar, 13:00 (10:00 in Los Angeles).');
  });

  test('Undo takes all of them out again, and only them', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll eve@example.com in outbound');
    await whispered('eve@example.com');
    await world.type(`enroll ${addresses('ada', 'ben', 'cy', 'dee')} in outbound`);
    const said = await whispered('4 people');
    await world.click(said, 'answer.undo');
    const undone = await whispered('Undone');
    expect(undone.ts).toBe(said.ts);
    expect(textOf(undone)).toContain('Undone: 4 people are out of *Outbound* again.');
    expect((await enrollments()).filter(({ progress }) => progress.exited === null)).toHaveLength(1);
    await world.type(`enroll ${addresses('ada', 'ben', 'cy', 'dee')} in outbound`);
    await whispered('4 people');
  });
});

describe('people who were enrolled from a colleague', () => {
  test.each(['ada@example.com', addresses('ada', 'cy')])(
    '%s: Undo takes them out, and the colleague is told',
    async (people) => {
      await world.publish({ steps: [hello] });
      await world.type(`enroll ${people} in outbound from @ben`);
      await world.click(await whispered('Enrolled'), 'answer.undo');
      await whispered('out of *Outbound* again');
      expect((await enrollments()).every(({ progress }) => progress.exited?.reason === 'removed')).toBe(true);
      await world.show();
      const told = (await world.seenBy(BEN)).messages.map(textOf);
      expect(told.filter((text) => text.includes('Ana Ruiz ended'))).toHaveLength(1);
    },
  );

  test('nobody else takes them out who may not', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll ada@example.com in outbound from @ben', SAM);
    const { rows } = await world.pool.query("SELECT id FROM audit_entries WHERE action = 'enroll'");
    const outcome = await undoEnrollment(world.deps, { actor: world.ana, entryId: rows[0].id });
    expect(outcome).toMatchObject({ ok: false, reason: 'not-allowed', needs: 'manager' });
    expect((await enrollments()).every(({ progress }) => progress.exited === null)).toBe(true);
  });

  test('the history says whose hand it was', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll ada@example.com in outbound from @ben');
    await whispered('Enrolled');
    await world.type('status ada@example.com');
    await whispered('Enrolled, from Ben Okafor, by Ana Ruiz');
    await world.type('enroll cy@example.com in outbound');
    await whispered('cy@example.com');
    await world.type('status cy@example.com');
    expect(textOf(await whispered('Enrolled, from Ana Ruiz'))).not.toContain('by Ana');
  });
});

test('of whom a date is not known that steps stand on, that is said', async () => {
  const when = { event: 'renewal', offset: '0 days', at: '10:00' };
  await world.publish({ type: 'date', steps: [{ ...hello, when }] });
  await world.type('enroll ada@example.com in outbound');
  const said = textOf(await whispered('Enrolled'));
  expect(said).toContain(
    'Of ada@example.com I do not know renewal: the steps on that date go out once it is filled in.',
  );
  await world.type(`enroll ${addresses('cy', 'dee')} in outbound`);
  await whispered('Of 2 of them I do not know renewal');
});

test('very many have one way back', async () => {
  await world.publish({ steps: [hello] });
  const names = Array.from({ length: 70 }, (_, index) => `p${index}`);
  await world.type(`enroll ${addresses(...names)} in outbound`);
  await world.click(await whispered('Enrolled *70 people*'), 'answer.undo');
  await whispered('Undone: 70 people are out');
});

describe('a date', () => {
  test('goes by the account’s clock, and the answer says so where that is not the reader’s', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll ada@example.com in outbound on 2026-03-10 09:30');
    expect(textOf(await whispered('Enrolled'))).toContain(
      'To begin Tue 10 Mar, 12:30 (09:30 in Los Angeles): dates are read on the account’s clock.',
    );
    await world.type('enroll ben@example.com in outbound on 2026-03-10');
    expect(textOf(await whispered('ben@example.com'))).toContain(
      'To begin Tue 10 Mar on the account’s clock in Los Angeles, 3 hours behind yours.',
    );
    await world.type('enroll sue@example.com in outbound on 2026-03-10 09:30', SAM);
    expect(textOf(await whispered('Enrolled', SAM))).not.toContain('To begin');
  });

  test('that is over is told on both clocks', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll ada@example.com in outbound on 2026-03-01 09:00');
    const said =
      'Sun 1 Mar, 12:00 (09:00 in Los Angeles) is over already: take a later time. Dates are read on the account’s clock.';
    await whispered(said);
    await world.type('enroll ada@example.com in outbound on 2026-03-01 09:00', SAM);
    await whispered('Sun 1 Mar, 09:00 is over already: take a later time.', SAM);
  });

  test('is asked for with whose clock it is read on', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll');
    expect(textOf(await world.modal())).toContain('On the account’s clock in Los Angeles, 3 hours behind yours.');
    await world.type('enroll', SAM);
    expect(textOf(await world.modal(SAM))).toContain('On the account’s clock, which is yours too.');
  });
});

describe('what stands in the way', () => {
  test('one bad address opens the form, filled in, with what is wrong with it', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll ada@example in outbound on 2026-03-10 09:30');
    const form = await world.modal();
    expect(form.state?.addresses).toBeUndefined();
    expect(JSON.stringify(form.view.blocks)).toContain('"initial_value":"ada@example"');
    expect(JSON.stringify(form.view.blocks)).toContain('"initial_date":"2026-03-10"');
    expect(textOf(form)).toContain(
      '•  ada@example is not an e-mail address: the part after the @ has no dot, as in example.com. Correct it under Who.',
    );
    await world.submit(form, { addresses: typed('ada@exmple') });
    const { errors } = await world.modal(undefined, (one) => 'addresses' in one.errors);
    expect(errors.addresses).toBe(
      'ada@exmple is not an e-mail address: the part after the @ has no dot, as in example.com.',
    );
    expect(await enrollments()).toEqual([]);
    await world.submit(form, { addresses: typed('ada@example.com') });
    expect(textOf(await shown('Enrolled'))).toContain('First: Hello on Tue 10 Mar');
  });

  test('a name, or half an address, is asked about in the form', async () => {
    await world.publish({ steps: [hello] });
    for (const email of ['grace.okoye@example.com', 'grace.hall@example.com']) await contactIn(email, 'Europe/Berlin');
    await world.type('enroll grace, grace.okoye@example, zzz in outbound');
    const review = textOf(await shown('will not be enrolled'));
    const both = 'grace.hall@example.com or grace.okoye@example.com';
    expect(review).toContain(
      `grace is not an e-mail address: it has no @. Did you mean ${both}? Correct it under Who.`,
    );
    expect(review).toContain('Did you mean grace.okoye@example.com? Correct it under Who.');
    expect(review).toContain('zzz is not an e-mail address: it has no @. Correct it under Who.');
  });

  test('somebody who was paused there can be resumed from the answer', async () => {
    await world.publish({ steps: [hello] });
    await world.type('enroll ada@example.com in outbound');
    await whispered('Enrolled');
    await world.type('pause ada@example.com');
    await whispered('Paused');
    await world.type('enroll ada@example.com in outbound');
    const said = await whispered('Nobody was enrolled');
    expect(textOf(said)).toContain('ada@example.com has been in it since Mon 2 Mar, but paused: resume them to go on.');
    await world.click(said, 'answer.open', { value: 'run:resume ada@example.com in outbound keep' });
    await whispered('Resumed');
  });

  test('a suppressed address says who can allow it again', async () => {
    await world.publish({ steps: [hello] });
    await world.type('suppress ada@example.com');
    await world.submit(await world.modal());
    await shown('Suppressed');
    await world.type('enroll ada@example.com in outbound');
    expect(textOf(await whispered('Nobody was enrolled'))).toContain(
      'ada@example.com gets nothing any more: suppressed by Ana Ruiz on 2 Mar 2026. Only an admin can allow it again.',
    );
  });

  test('whoever went through it is told the sequence’s rule', async () => {
    await world.publish({ steps: [{ ...hello, when: 'immediately' }] });
    await world.type('enroll ada@example.com in outbound');
    await whispered('Enrolled');
    await world.runAt('2026-03-02T12:00');
    await world.type('enroll ada@example.com in outbound');
    expect(textOf(await whispered('Nobody was enrolled'))).toContain(
      'ada@example.com went through it on Mon 2 Mar, and this sequence takes nobody twice.',
    );
  });
});

describe('taken out by hand', () => {
  test('after Undo they can be enrolled anew, though the sequence takes nobody twice', async () => {
    await world.publish({ steps: [hello, later] });
    await world.type('enroll ada@example.com in outbound on 2026-03-10 09:30');
    await world.click(await whispered('Enrolled'), 'answer.undo');
    await whispered('Undone');
    await world.type('enroll ada@example.com in outbound');
    await whispered('First: Hello on Mon 2 Mar');
  });

  test('“Enroll again” puts them where they were, so that nothing reaches them twice', async () => {
    const version = await world.publish({ steps: [{ ...hello, when: 'immediately' }, later] });
    const { contact } = await world.enrollIn(version, { email: 'ada@example.com' });
    await world.runAt('2026-03-02T12:00');
    await world.type(`remove ${contact.email}`);
    const said = await whispered('Removed');
    await world.click(said, 'answer.open');
    expect(textOf(await whispered('Enrolled'))).toContain('First: Later on Wed 4 Mar, 12:00');
    const open = (await enrollments()).filter(({ progress }) => progress.exited === null);
    expect(open).toMatchObject([{ ownerId: world.ana.id, progress: { pending: { stepId: 'later' } } }]);
  });

  test('where the sequence would not take them, it is not offered', async () => {
    const repeated = { ...hello, when: 'immediately', repeat: { every: '2 days', times: 3 } };
    const { contact } = await world.enrollIn(await world.publish({ steps: [repeated] }), {});
    await world.runAt('2026-03-02T12:00');
    await world.type(`remove ${contact.email}`);
    expect(textOf(await whispered('Removed'))).not.toContain('Enroll again');
  });
});

describe('an address that is a slip of the finger away from a known one', () => {
  const needsCompany = { ...hello, email: { subject: 'S', body: '{{contact.company}}?' } };

  test('is enrolled where it is new, and asked about', async () => {
    await world.publish({ steps: [hello] });
    await contactIn('grace.okoye@example.com', 'Europe/Berlin');
    await world.type('enroll grace.okye@example.com in outbound');
    const said = textOf(await whispered('Enrolled'));
    expect(said).toContain('grace.okye@example.com is new here. Did you mean grace.okoye@example.com?');
  });

  test('is asked about before, where something is asked anyway', async () => {
    await world.publish({ steps: [needsCompany] });
    await contactIn('grace.okoye@example.com', 'Europe/Berlin');
    await world.type('enroll grace.okye@example.com in outbound');
    const review = textOf(await shown('will be enrolled'));
    expect(review).toContain('grace.okye@example.com: new contact; did you mean grace.okoye@example.com?');
  });

  test('is not asked about where it is known, another person’s, or another number', async () => {
    await world.publish({ steps: [hello] });
    for (const email of ['grace.okoye@example.com', 'per1@example.com']) await contactIn(email, 'Europe/Berlin');
    await world.type(`enroll ${addresses('grace.okoye', 'per2', 'gracie.olsen')} in outbound`);
    expect(textOf(await whispered('Enrolled'))).not.toContain('Did you mean');
  });
});

test('of a long cadence the first dates are told, and how many more there are', async () => {
  await world.publish({ steps: [hello, ...Array.from({ length: 5 }, (_, i) => ({ ...later, id: `later-${i}` }))] });
  await world.type('enroll ada@example.com in outbound');
  expect(textOf(await whispered('Enrolled'))).toContain('…and 2 more');
});
