import {
  ada,
  BEN,
  createSlackWorld,
  MIA,
  option,
  RANDOM,
  SALES,
  SAM,
  type SlackWorld,
  steps,
  textOf,
} from './slack-world.js';

let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

/** Ada in Outbound, owned by Ana: an intro at once, a follow-up tomorrow at 9. */
const enrollAda = async (name = 'Outbound') => {
  const version = await world.publish({ name, steps: [steps.intro, steps.followUp] });
  return world.enrollIn(version, ada);
};

describe('help', () => {
  test('the command alone shows every command', async () => {
    await world.type('');
    expect(textOf(await world.whisper())).toContain('/sequence enroll');
  });

  test('a topic shows its examples', async () => {
    await world.type('help digest');
    expect(textOf(await world.whisper())).toContain('/sequence digest here daily 08:30');
  });

  test('a mistyped command gets the nearest one, with its help', async () => {
    await world.type('paws me');
    expect(textOf(await world.whisper())).toMatch(/no command “paws”[\s\S]*pause/);
  });

  test.each(['foo', 'help foo'])('“%s” is near to nothing, and is answered with all there is', async (text) => {
    await world.type(text);
    expect(textOf(await world.whisper())).toMatch(/“foo”[\s\S]*\/sequence enroll[\s\S]*\/sequence settings/);
  });
});

describe('status and why', () => {
  test('say where somebody is and why then', async () => {
    await enrollAda();
    await world.type('status ada@example.com');
    expect(textOf(await world.whisper())).toContain('Outbound');
    await world.type('why ada@example.com');
    const why = textOf(await world.whisper(undefined, ({ text }) => text.startsWith('Why')));
    expect(why).toContain('Intro');
  });

  test('an address that nobody has gets the nearest', async () => {
    await enrollAda();
    for (const verb of ['status', 'why']) {
      await world.type(`${verb} ada@example.co`);
      const said = await world.whisper(undefined, (one) => textOf(one).includes('Did you mean'));
      await world.click(said, 'answer.open', { value: `run:${verb} ada@example.com` });
      await world.whisper(undefined, (one) => one.ts === said.ts && textOf(one).includes('Outbound'));
    }
  });

  test.each(['status', 'why'])('%s of an address that nobody has can create the contact', async (verb) => {
    await world.type(`${verb} new@example.com`);
    const said = await world.whisper(undefined, (one) => textOf(one).includes('I know nobody'));
    await world.click(said, 'contact.open');
    expect(textOf(await world.modal())).toContain('new@example.com');
  });

  test('without an address a modal asks for it, and shows the answer in its place', async () => {
    await enrollAda();
    await world.type('why');
    const asking = await world.modal();
    await world.submit(asking, { email: { type: 'email_text_input', value: 'ada@example.com' } });
    expect(textOf(await world.modal())).toContain('Outbound');
  });
});

describe('pause and resume', () => {
  test('pause one contact, and resume by the button of the answer', async () => {
    const { enrollment } = await enrollAda();
    await world.type('pause ada@example.com');
    const answer = await world.whisper();
    expect(textOf(answer)).toMatch(/Paused \*Ada Byron\*: 1 enrollment stands still/);
    expect((await world.store.read.enrollments.byId(enrollment.id))?.pauses).toEqual(['self']);
    await world.click(answer, 'answer.undo');
    await world.whisper(undefined, (one) => textOf(one).includes('Resumed'));
    expect((await world.store.read.enrollments.byId(enrollment.id))?.pauses).toEqual([]);
  });

  test('a pause until a day goes on by itself, and says when on both clocks', async () => {
    const { enrollment } = await enrollAda();
    await world.type('pause ada@example.com until 2026-03-09');
    expect(textOf(await world.whisper())).toContain('It goes on by itself Mon 9 Mar, 03:00 (00:00 in Los Angeles).');
    await world.type('pause ada@example.com until 2026-03-10');
    await world.whisper(undefined, (one) => textOf(one).includes('stays paused. It goes on by itself Tue 10 Mar'));
    await world.runAt('2026-03-10T00:00');
    expect((await world.store.read.enrollments.byId(enrollment.id))?.pauses).toEqual([]);
  });

  test('all of somebody until a day says so, and Pause again after a resume keeps the day', async () => {
    const { enrollment } = await enrollAda();
    await world.type('pause me until 2026-03-09');
    const paused = await world.whisper(undefined, (one) => textOf(one).includes('Paused *Ana Ruiz*'));
    expect(textOf(paused)).toContain('It goes on by itself Mon 9 Mar, 03:00 (00:00 in Los Angeles).');
    await world.type('resume me keep');
    const resumed = await world.whisper(undefined, (one) => textOf(one).includes('Resumed *Ana Ruiz*'));
    await world.click(resumed, 'answer.undo');
    await world.until(async () => {
      const of = { workspaceId: world.workspace.id, scope: 'owner', subjectId: world.ana.id } as const;
      const until = (await world.store.read.pauseEnds.of(of))?.setZone('America/Los_Angeles').toISODate();
      const stored = await world.store.read.enrollments.byId(enrollment.id);
      return until === '2026-03-09' && stored?.pauses.includes('owner');
    });
  });

  test.each([
    ['today', 'is over already'],
    ['2027-12-01', 'within a year'],
    ['2026-02-30', 'Write the day after `until`'],
    ['tomorrow 9am', 'at the start of a day'],
  ])('a pause until %s is refused, with what to write', async (until, why) => {
    await enrollAda();
    await world.type(`pause ada@example.com until ${until}`);
    expect(textOf(await world.whisper())).toContain(why);
  });

  test('a second pause changes nothing and says since when', async () => {
    await enrollAda();
    await world.type('pause me');
    await world.whisper(undefined, (one) => textOf(one).includes('Paused'));
    await world.type('pause me');
    expect(textOf(await world.whisper(undefined, (one) => textOf(one).includes('has been paused since')))).toContain(
      'Ana',
    );
  });

  test('a rep is told who can pause a sequence', async () => {
    await enrollAda();
    await world.type('pause Outbound');
    const answer = await world.whisper(undefined, (one) => textOf(one) !== '');
    expect(textOf(answer)).toContain('it takes a manager');
  });

  test('a sequence that is not there is said first, to a rep as well', async () => {
    await enrollAda();
    await world.type('pause outbuond');
    const answer = await world.whisper(undefined, (one) => textOf(one).includes('no sequence called'));
    expect(textOf(answer)).toContain('Did you mean `outbound`?');
    expect(textOf(answer)).not.toContain('takes a manager');
  });

  test('resume in one line says what becomes of the one step that was overdue', async () => {
    await enrollAda();
    await world.type('pause ada@example.com');
    await world.whisper();
    await world.runAt('2026-03-04T10:00');
    await world.type('resume ada@example.com keep');
    const said = await world.whisper(undefined, (one) => textOf(one).includes('Resumed'));
    expect(textOf(said)).toContain('1 step was overdue: it goes at its next usual time.');
  });

  test('resume asks how, with what each way does, and does it', async () => {
    const { enrollment } = await enrollAda();
    await world.type('pause ada@example.com');
    await world.whisper();
    await world.runAt('2026-03-04T10:00');
    await world.type('resume ada@example.com');
    const asking = await world.modal();
    const text = textOf(asking);
    expect(text).toContain('1 enrollment, paused since Mon 2 Mar, 11:00, 1 overdue step.');
    for (const label of ['Keep the times', 'Move everything later', 'Spread the overdue', 'Leave the overdue'])
      expect(text).toContain(label);
    await world.submit(asking, { policy: { type: 'radio_buttons', ...option('skip') } });
    expect(textOf(await world.modal())).toMatch(/Resumed.*1 overdue step was left out/s);
    expect((await world.store.read.enrollments.byId(enrollment.id))?.pauses).toEqual([]);
  });

  test('spreading needs its hours: the field says so', async () => {
    await enrollAda();
    await world.type('pause me', MIA);
    await world.type('pause ada@example.com');
    await world.whisper();
    await world.type('resume ada@example.com spread');
    const asking = await world.modal();
    const hours = { type: 'number_input', value: null };
    await world.submit(asking, { policy: { type: 'radio_buttons', ...option('spread') }, hours });
    expect((await world.modal()).errors).toEqual({ hours: 'Write the number of hours, from 1 to 720.' });
  });

  test('resuming what is not paused says so', async () => {
    await enrollAda();
    await world.type('resume ada@example.com keep');
    expect(textOf(await world.whisper())).toContain('is not paused');
  });

  test('without a target a modal asks, reads it as the command does, and reports its faults at the field', async () => {
    await enrollAda();
    await world.type('pause');
    const asking = await world.modal();
    const target = (value: string) => ({ target: { type: 'plain_text_input', value } });
    await world.submit(asking, target('ada@'));
    expect((await world.modal()).errors.target).toMatch(/ada@/);
    await world.submit(asking, target('ada@example.com'));
    expect(textOf(await world.modal(undefined, (one) => textOf(one).includes('Paused')))).toContain('1 enrollment');
  });

  test('the day until which may be chosen beside it, in one place', async () => {
    await enrollAda();
    await world.type('pause');
    const asking = await world.modal();
    const until = (selected_date: string) => ({ until: { type: 'datepicker', selected_date } });
    const target = (value: string) => ({ target: { type: 'plain_text_input', value } });
    await world.submit(asking, { ...target('ada@example.com until monday'), ...until('2026-03-09') });
    expect((await world.modal()).errors.until).toContain('leave one of them empty');
    await world.submit(asking, { ...target('ada@example.com'), ...until('2026-03-09') });
    const paused = await world.modal(undefined, (one) => textOf(one).includes('Paused'));
    expect(textOf(paused)).toContain('It goes on by itself Mon 9 Mar, 03:00 (00:00 in Los Angeles)');
  });

  test('everything takes an admin', async () => {
    await enrollAda();
    await world.type('pause everything', MIA);
    expect(textOf(await world.whisper(MIA, (one) => textOf(one) !== ''))).toContain('it takes an admin');
    await world.type('pause everything', SAM);
    expect(textOf(await world.whisper(SAM, (one) => textOf(one) !== ''))).toContain('1 enrollment stands still');
  });
});

describe('remove and replied', () => {
  test('remove takes somebody out of the one sequence they are in', async () => {
    const { enrollment } = await enrollAda();
    await world.type('remove ada@example.com');
    expect(textOf(await world.whisper())).toContain('Removed *Ada Byron* from *Outbound*');
    expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited?.reason).toBe('removed');
  });

  test('whoever is in several is asked about first', async () => {
    const { contact } = await enrollAda();
    const other = await world.enrollIn(await world.publish({ name: 'Second', steps: [steps.followUp] }), contact);
    await world.pool.query('UPDATE enrollments SET contact_id = $1 WHERE id = $2', [contact.id, other.enrollment.id]);
    await world.type('remove ada@example.com');
    const asking = await world.modal();
    // They came at the same moment: the one that was made last is the newest.
    expect(textOf(asking)).toMatch(/Second[\s\S]*Outbound/);
    const open = () => world.store.read.enrollments.count({ workspaceId: world.workspace.id, status: 'open' });
    expect(await open()).toBe(2);
    await world.submit(asking);
    expect(textOf(await world.modal())).toContain('Removed');
    expect(await open()).toBe(0);
  });

  test('a colleague’s contact is left alone, and the answer says who could', async () => {
    await enrollAda();
    await world.type('remove ada@example.com', BEN);
    expect(textOf(await world.whisper(BEN))).toContain('it takes a manager');
  });

  test('replied ends what a reply ends', async () => {
    const { enrollment } = await enrollAda();
    await world.type('replied ada@example.com');
    expect(textOf(await world.whisper())).toContain('replied and is out of *Outbound*');
    expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited?.reason).toBe('reply');
  });
});

describe('when they replied', () => {
  const time = { type: 'timepicker', selected_time: '09:30' };
  const on = (selected_date: string) => ({ date: { type: 'datepicker', selected_date } });

  test('can be said, and is shown on the reader’s clock', async () => {
    await enrollAda();
    await world.runAt('2026-03-04T12:00');
    await world.type('replied ada@example.com at 2026-03-03 09:30');
    const said = 'replied Tue 3 Mar, 12:30 (09:30 in Los Angeles) and is out of *Outbound*';
    expect(textOf(await world.whisper())).toContain(said);
  });

  test('cannot be ahead, nor before they were enrolled', async () => {
    await enrollAda();
    await world.type('replied ada@example.com at 23:00');
    await world.whisper(undefined, (one) => textOf(one).includes('is still ahead'));
    await world.type('replied ada@example.com on 2026-02-01');
    await world.whisper(undefined, (one) => textOf(one).includes('is before they were enrolled (Mon 2 Mar, 11:00'));
  });

  test('is asked for in the form, with what is wrong at its field', async () => {
    await enrollAda();
    await world.runAt('2026-03-04T12:00');
    await world.type('replied');
    const form = await world.modal();
    const email = { email: { type: 'email_text_input', value: 'ada@example.com' } };
    await world.submit(form, { ...email, ...on('2026-03-30') });
    expect((await world.modal(undefined, ({ errors }) => 'date' in errors)).errors.date).toContain('still ahead');
    await world.submit(form, { ...email, ...on('2026-03-03'), time });
    await world.modal(undefined, (one) => textOf(one).includes('replied Tue 3 Mar, 12:30'));
  });

  test('is asked for where it is said from a menu', async () => {
    const { enrollment } = await enrollAda();
    await world.runAt('2026-03-04T12:00');
    await world.type('status ada@example.com');
    await world.click(await world.whisper(), 'enrollment.more', { chosen: option(`replied:${enrollment.id}`) });
    const form = await world.modal();
    await world.submit(form, on('2026-02-01'));
    expect((await world.modal(undefined, ({ errors }) => 'date' in errors)).errors.date).toContain('before they were');
    await world.submit(form, { ...on('2026-03-03'), time });
    await world.modal(undefined, (one) => textOf(one).includes('replied Tue 3 Mar, 12:30'));
  });
});

describe('tasks and today', () => {
  test('tasks lists one’s own; its menu acts and the list is shown anew', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.invite, steps.intro] }), ada);
    await world.runAt('2026-03-02T08:00');
    await world.type('tasks');
    const list = await world.whisper();
    expect(textOf(list)).toContain('Invite Ada');
    const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
    await world.click(list, 'task.more', { chosen: option(`done:${task?.id}`) });
    const after = await world.whisper(undefined, (one) => textOf(one).includes('No open tasks'));
    expect(after.ts).toBe(list.ts);
    expect((await world.store.read.tasks.byId(task?.id ?? ''))?.state).toBe('done');
  });

  test('today shows what goes out', async () => {
    await enrollAda();
    await world.type('today');
    expect(textOf(await world.whisper())).toMatch(/What goes out today/);
    expect(JSON.stringify(await world.whisper())).not.toContain('show.team-today');
  });

  test('today of the whole team is for managers, who get a button for it', async () => {
    await enrollAda();
    await world.type('today', MIA);
    const mine = await world.whisper(MIA);
    expect(textOf(mine)).toContain('Nothing of yours goes out today.');
    await world.click(mine, 'show.team-today', { who: MIA });
    const team = /from the whole team.*to Ada.*Ana Ruiz/s;
    await world.whisper(MIA, (one) => team.test(textOf(one)));
    await world.type('today team');
    const refusal = 'You cannot see what goes out from the whole team: it takes a manager (or an admin).';
    await world.whisper(undefined, (one) => textOf(one).includes(refusal));
  });
});

describe('digest', () => {
  test('here, daily, at a time: scheduled by a manager, listed, turned off, undone', async () => {
    await world.type('digest here daily 08:30', MIA);
    const said = await world.whisper(MIA, (one) => textOf(one).includes('gets a digest'));
    expect(textOf(said)).toContain(`<#${SALES}> gets a digest every day at 08:30`);
    await world.type('digest here daily 8:30', MIA);
    const again = await world.whisper(MIA, (one) => textOf(one).includes('already. The next: '));
    expect(textOf(again)).not.toContain('Before:');
    await world.type('digest list', MIA);
    expect(textOf(await world.whisper(MIA, (one) => one.text === '1 digest'))).toContain('08:30');
    await world.type('digest off', MIA);
    const off = await world.whisper(MIA, (one) => textOf(one).includes('no digest any more'));
    const digests = () => world.store.read.digests.all(world.workspace.id);
    expect(await digests()).toEqual([]);
    await world.click(off, 'answer.undo', { who: MIA });
    await world.whisper(MIA, (one) => one.ts !== said.ts && textOf(one).includes('gets a digest'));
    expect(await digests()).toMatchObject([{ channel: SALES, at: '08:30' }]);
  });

  test('a channel that the app is not in is answered with what to do', async () => {
    await world.type('digest here daily 08:30', MIA, RANDOM);
    const said = await world.whisper(MIA, (one) => textOf(one) !== '');
    expect(textOf(said)).toMatch(/not in #random yet\. Type \/invite <@U0DRUMBEAT> there/);
  });

  test('in the DM with the app a form asks for the channel, and keeps what was said', async () => {
    await world.type('digest here weekdays 9am', MIA, 'D0MIA00001');
    const { view } = await world.modal(MIA);
    expect(JSON.stringify(view)).toContain('A digest goes to a channel');
    expect(JSON.stringify(view)).not.toContain('initial_conversation');
    expect(JSON.stringify(view)).toContain('"initial_time":"09:00"');
    expect(JSON.stringify(view)).toMatch(/"initial_option":[\s\S]*"weekdays"/);
  });

  test('a form for a channel that has one shows it', async () => {
    await world.type('digest here weekdays 07:15', MIA);
    await world.whisper(MIA, (one) => textOf(one).includes('gets a digest'));
    await world.type('digest', MIA);
    const { view } = await world.modal(MIA);
    expect(JSON.stringify(view)).toContain(`<#${SALES}> gets one already, Monday to Friday at 07:15`);
    expect(JSON.stringify(view)).toContain('"initial_time":"07:15"');
    expect(JSON.stringify(view)).toMatch(/"initial_option":[\s\S]*"weekdays"/);
  });

  test('its times stand on the reader’s clock, the channel’s beside it', async () => {
    const form = { zone: { type: 'plain_text_input', value: 'Europe/London' } };
    await world.type('digest here', MIA);
    await world.submit(await world.modal(MIA), form, MIA);
    const time = 'Tue 3 Mar, 00:30 (08:30 in London)';
    const said = textOf(await world.modal(MIA, (one) => textOf(one).includes('gets a digest')));
    expect(said).toContain(`at 08:30 (Europe/London). The first: ${time}.`);
    await world.type('digest list', MIA);
    expect(textOf(await world.whisper(MIA, (one) => one.text === '1 digest'))).toContain(`Next: ${time}`);
  });

  test('a rep is told who could', async () => {
    await world.type('digest here daily 08:30');
    expect(textOf(await world.whisper(undefined, (one) => textOf(one) !== ''))).toContain('it takes a manager');
  });

  test('a rep is told so before there is a form to fill in', async () => {
    await world.type('digest');
    expect(textOf(await world.whisper())).toContain('You cannot schedule digests: it takes a manager');
  });

  test('without a time a form asks, and says at the field what is wrong', async () => {
    await world.type('digest here', MIA);
    const form = await world.modal(MIA);
    await world.submit(form, { zone: { type: 'plain_text_input', value: 'Mars/Olympus' } }, MIA);
    expect((await world.modal(MIA)).errors.zone).toContain('Mars/Olympus');
    const channel = (selected_conversation: string) => ({
      channel: { type: 'conversations_select', selected_conversation },
      rhythm: {
        type: 'radio_buttons',
        selected_option: { text: { type: 'plain_text', text: 'x' }, value: 'weekdays' },
      },
    });
    await world.submit(form, channel(RANDOM), MIA);
    const again = await world.modal(MIA, (one) => textOf(one).includes('/invite <@U0DRUMBEAT>'));
    expect(JSON.stringify(again.view)).toMatch(/"initial_option":[\s\S]*"weekdays"/);
    await world.submit(again, channel(SALES), MIA);
    const said = await world.modal(MIA, (one) => textOf(one).includes('gets a digest'));
    expect(textOf(said)).toContain('Monday to Friday at 08:30');
  });

  test('a form is acknowledged before Slack is asked about the channel', async () => {
    await world.type('digest here', MIA);
    const form = await world.modal(MIA);
    const asked: string[] = [];
    const channel = world.deps.directory.channel;
    world.deps.directory.channel = async (id) => {
      const { view } = await world.modal(MIA, (one) => one.view.callback_id !== form.view.callback_id);
      asked.push(view.callback_id ?? '');
      return channel(id);
    };
    await world.submit(form, {}, MIA);
    await world.modal(MIA, (one) => textOf(one).includes('gets a digest'));
    expect(asked).toEqual(['shown']);
  });

  test('now shows it to the caller alone', async () => {
    await world.type('digest now');
    expect(textOf(await world.whisper(undefined, (one) => one.text.startsWith('Digest')))).toContain('Digest for');
  });
});

describe('settings', () => {
  test('an admin changes them in a form, with what is wrong at its field', async () => {
    await world.type('settings', SAM);
    const form = await world.modal(SAM);
    const zone = (value: string) => ({ zone: { type: 'plain_text_input', value } });
    await world.submit(form, zone('Nowhere'), SAM);
    expect((await world.modal(SAM)).errors.zone).toContain('Nowhere is not a time zone');
    const managers = { managers: { type: 'multi_users_select', selected_users: [MIA, BEN] } };
    await world.submit(form, { ...zone('Europe/London'), ...managers }, SAM);
    const saved = textOf(await world.modal(SAM, (one) => textOf(one).includes('Saved')));
    expect(saved).toContain('The time zone is Europe/London.');
    expect(saved).toContain('Managers');
    expect((await world.store.read.members.byId(world.ben.id))?.isManager).toBe(true);
  });

  test('a postal address or sender of the configuration cannot be emptied, and the field says so', async () => {
    await world.close();
    const configured = { mailFrom: 'team@example.com', postalAddress: '3 Pier Road' };
    world = await createSlackWorld({ deps: (deps) => ({ ...deps, settings: { ...deps.settings, ...configured } }) });
    await world.store.transact((tables) =>
      tables.workspaces.update(world.workspace.id, { mailFrom: null, postalAddress: null }),
    );
    await world.type('settings', SAM);
    const empty = { type: 'plain_text_input', value: null };
    const zone = { type: 'plain_text_input', value: 'Lodnon' };
    await world.submit(await world.modal(SAM), { postalAddress: empty, mailFrom: empty, zone }, SAM);
    const { errors } = await world.modal(SAM, (one) => 'postalAddress' in one.errors);
    expect(errors.zone).toBe('Lodnon is not a time zone; did you mean Europe/London?');
    expect(errors.postalAddress).toBe('Every mail needs one: it cannot be empty.');
    expect(errors.mailFrom).toBe('Mails need an address to come from: it cannot be empty.');
  });

  test('everybody else sees them, and cannot change them in one line either', async () => {
    await world.type('settings');
    const page = await world.modal();
    expect(page.view).not.toHaveProperty('submit');
    await world.type('settings zone Europe/London');
    expect(textOf(await world.whisper())).toContain('it takes an admin');
  });

  test('who may be a sender is listed in the form or in one line, and a mistake stands at its field', async () => {
    await world.type('settings', SAM);
    const form = await world.modal(SAM);
    const senders = (value: string) => ({ mailSenders: { type: 'plain_text_input', value } });
    await world.submit(form, senders('ana@team.example\n@harbor'), SAM);
    expect((await world.modal(SAM, (one) => 'mailSenders' in one.errors)).errors.mailSenders).toContain('@harbor');
    await world.submit(form, senders('ana@team.example\n@harbor.example'), SAM);
    await world.modal(SAM, (one) => textOf(one).includes('Mails may come from ana@team.example, @harbor.example too.'));
    await world.publish({ name: 'Harbor', steps: [{ ...steps.followUp, from: { address: 'eve@harbor.example' } }] });
    await world.type('settings sender remove @harbor.example', SAM);
    const saved = await world.whisper(SAM, (one) => textOf(one).includes('Mails may come from ana@team.example too.'));
    expect(textOf(saved)).toContain('Mails of “Harbor” (eve@harbor.example) come from where they may not any more');
  });

  test('in one line: a manager', async () => {
    await world.type('settings manager @ben', SAM);
    await world.whisper(SAM, (one) => textOf(one).includes('Managers'));
    expect((await world.store.read.members.byId(world.ben.id))?.isManager).toBe(true);
  });
});
