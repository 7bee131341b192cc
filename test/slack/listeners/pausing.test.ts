import { enrollAda } from './enrolled.js';
import { createSlackWorld, MIA, option, SAM, type SlackWorld, textOf } from './slack-world.js';

/** How whoever types it pauses and resumes. */
let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

describe('pause and resume', () => {
  test('pause one contact, and resume by the button of the answer', async () => {
    const { enrollment } = await enrollAda(world);
    await world.type('pause ada@example.com');
    const answer = await world.whisper();
    expect(textOf(answer)).toMatch(/Paused \*Ada Byron\*: 1 enrollment stands still/);
    expect((await world.store.read.enrollments.byId(enrollment.id))?.pauses).toEqual(['self']);
    await world.click(answer, 'answer.undo');
    await world.whisper(undefined, (one) => textOf(one).includes('Resumed'));
    expect((await world.store.read.enrollments.byId(enrollment.id))?.pauses).toEqual([]);
  });

  test('a pause until a day goes on by itself, and says when on both clocks', async () => {
    const { enrollment } = await enrollAda(world);
    await world.type('pause ada@example.com until 2026-03-09');
    expect(textOf(await world.whisper())).toContain('It goes on by itself Mon 9 Mar, 03:00 (00:00 in Los Angeles).');
    await world.type('pause ada@example.com until 2026-03-10');
    await world.whisper(undefined, (one) => textOf(one).includes('stays paused. It goes on by itself Tue 10 Mar'));
    await world.runAt('2026-03-10T00:00');
    expect((await world.store.read.enrollments.byId(enrollment.id))?.pauses).toEqual([]);
  });

  test('all of somebody until a day says so, and Pause again after a resume keeps the day', async () => {
    const { enrollment } = await enrollAda(world);
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
    await enrollAda(world);
    await world.type(`pause ada@example.com until ${until}`);
    expect(textOf(await world.whisper())).toContain(why);
  });

  test('a second pause changes nothing and says since when', async () => {
    await enrollAda(world);
    await world.type('pause me');
    await world.whisper(undefined, (one) => textOf(one).includes('Paused'));
    await world.type('pause me');
    expect(textOf(await world.whisper(undefined, (one) => textOf(one).includes('has been paused since')))).toContain(
      'Ana',
    );
  });

  test('a rep is told who can pause a sequence', async () => {
    await enrollAda(world);
    await world.type('pause Outbound');
    const answer = await world.whisper(undefined, (one) => textOf(one) !== '');
    expect(textOf(answer)).toContain('it takes a manager');
  });

  test('a sequence that is not there is said first, to a rep as well', async () => {
    await enrollAda(world);
    await world.type('pause outbuond');
    const answer = await world.whisper(undefined, (one) => textOf(one).includes('no sequence called'));
    expect(textOf(answer)).toContain('Did you mean `outbound`?');
    expect(textOf(answer)).not.toContain('takes a manager');
  });

  test('resume in one line says what becomes of the one step that was overdue', async () => {
    await enrollAda(world);
    await world.type('pause ada@example.com');
    await world.whisper();
    await world.runAt('2026-03-04T10:00');
    await world.type('resume ada@example.com keep');
    const said = await world.whisper(undefined, (one) => textOf(one).includes('Resumed'));
    expect(textOf(said)).toContain('1 step was overdue: it goes at its next usual time.');
  });

  test('resume asks how, with what each way does, and does it', async () => {
    const { enrollment } = await enrollAda(world);
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
    await enrollAda(world);
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
    await enrollAda(world);
    await world.type('resume ada@example.com keep');
    expect(textOf(await world.whisper())).toContain('is not paused');
  });

  test('without a target a modal asks, reads it as the command does, and reports its faults at the field', async () => {
    await enrollAda(world);
    await world.type('pause');
    const asking = await world.modal();
    const target = (value: string) => ({ target: { type: 'plain_text_input', value } });
    await world.submit(asking, target('ada@'));
    expect((await world.modal()).errors.target).toMatch(/ada@/);
    await world.submit(asking, target('ada@example.com'));
    expect(textOf(await world.modal(undefined, (one) => textOf(one).includes('Paused')))).toContain('1 enrollment');
  });

  test('the day until which may be chosen beside it, in one place', async () => {
    await enrollAda(world);
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
    await enrollAda(world);
    await world.type('pause everything', MIA);
    expect(textOf(await world.whisper(MIA, (one) => textOf(one) !== ''))).toContain('it takes an admin');
    await world.type('pause everything', SAM);
    expect(textOf(await world.whisper(SAM, (one) => textOf(one) !== ''))).toContain('1 enrollment stands still');
  });
});
