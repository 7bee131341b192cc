import { editList } from '../../../src/app/fulfillment/editList.js';
import { editTemplate } from '../../../src/app/templates/editTemplate.js';
import { editedByNewer } from '../../support/newer-program.js';
import { ANA, ada, createSlackWorld, MIA, type SlackWorld, steps, textOf } from './slack-world.js';

/** What an older program shows of what a newer one beside it has made: everything else, and one line about that. */
let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

const asked = async (command: string, who = ANA) => {
  await world.type(command, who);
  return textOf(await world.whisper(who));
};
const own = { email: 'ben@example.com', firstName: 'Ben', lastName: 'Ray' };
const one = (what: string) => `1 ${what} was made by a newer version of Drumbeat; this one cannot show it.`;
const cannot = 'That was made by a newer version of Drumbeat; this one cannot show it.';

/** Ada is in a sequence that a newer program published, Ben in another; of both there is a mail to come, or a task. */
async function besides(step: { readonly id: string }) {
  const newer = await world.publish({ name: 'New things', steps: [step, steps.later] });
  const older = await world.publish({ name: 'Old things', steps: [step, steps.later] });
  const { enrollment } = await world.enrollIn(newer, ada);
  await world.enrollIn(older, own);
  await world.runAt('2026-03-02T08:30');
  await editedByNewer(world.pool, newer.sequenceId);
  return { newer, older, enrollment };
}

/** In place of whoever was in it. */
async function bringAdaInto(sequenceId: string) {
  const contact = await world.store.read.contacts.byEmail(world.workspace.id, 'ada@example.com');
  await world.pool.query('UPDATE enrollments SET contact_id = $1 WHERE sequence_id = $2', [contact?.id, sequenceId]);
}

test('list has all sequences, and says of the newer one that its steps cannot be shown', async () => {
  await besides(steps.hello);
  const list = await asked('list');
  expect(list).toContain('`new-things`\nmade by a newer version of Drumbeat; this one cannot show it  ·  1 running');
  expect(list).toContain('`old-things`\n2 steps  ·  1 running');
});

test('today has what it can read, and says how much it cannot', async () => {
  await besides(steps.hello);
  const shown = await asked('today');
  expect(shown).toContain('Ben Ray');
  expect(shown).not.toContain('Ada');
  expect(shown).toContain(one('enrollment'));
  expect(shown).not.toContain('more');
});

test('today, where it can read none, does not say that nothing goes out', async () => {
  const { older } = await besides(steps.hello);
  await editedByNewer(world.pool, older.sequenceId);
  const shown = await asked('today');
  expect(shown).toContain('Nothing that can be shown goes out today.');
  expect(shown).toContain('2 enrollments were made by a newer version of Drumbeat; this one cannot show them.');
});

test('today has what went out of what it can read', async () => {
  await besides(steps.intro);
  const shown = await asked('today');
  expect(shown).toContain('Mail “Intro” to Ben Ray');
  expect(shown).toContain(one('enrollment'));
});

test('the App Home has tasks, what goes out and people, each with a line about the rest', async () => {
  await besides(steps.call);
  await world.openHome();
  const home = textOf(await world.home());
  expect(home).toContain('Your 1 open task');
  expect(home).toContain('*Call Ben*');
  expect(home).toContain(one('task'));
  expect(home).toContain('Waiting for a task 2');
  expect(home).toContain('*Ben Ray*');
  expect(home.split(one('enrollment'))).toHaveLength(3);
});

test('an App Home of nothing but newer things does not say that there is nothing to do', async () => {
  const { older } = await besides(steps.call);
  await editedByNewer(world.pool, older.sequenceId);
  await world.openHome();
  const home = textOf(await world.home());
  expect(home).not.toContain('No open tasks');
  expect(home).toContain('2 tasks were made by a newer version of Drumbeat; this one cannot show them.');
});

test('tasks has those that it can read, and says how many it cannot', async () => {
  const { older } = await besides(steps.call);
  const list = await asked('tasks');
  expect(list).toContain('1 open task');
  expect(list).toContain('*Call Ben*');
  expect(list).toContain(one('task'));
  await editedByNewer(world.pool, older.sequenceId);
  expect(await asked('tasks')).toBe('2 tasks were made by a newer version of Drumbeat; this one cannot show them.');
});

test.each(['status', 'why'])('%s has a contact’s other sequences', async (command) => {
  const { older } = await besides(steps.hello);
  expect(await asked(`${command} ada@example.com`)).toContain(one('enrollment'));
  expect(await asked(`${command} ada@example.com`)).not.toContain('In no sequence');
  await bringAdaInto(older.sequenceId);
  const shown = await asked(`${command} ada@example.com`);
  expect(shown).toContain('*Old things*');
  expect(shown).toContain(one('enrollment'));
});

test('why in the newer sequence does not say that they are not in it', async () => {
  await besides(steps.hello);
  expect(await asked('why ada@example.com in new-things')).toContain(one('enrollment'));
  expect(await asked('why ada@example.com in old-things')).toContain('is not in *Old things*');
});

test('contact has what is known of them', async () => {
  await besides(steps.hello);
  await world.type('contact ada@example.com');
  const shown = textOf(await world.modal());
  expect(shown).toContain('First name');
  expect(shown).toContain(one('enrollment'));
  expect(shown).not.toContain('In no sequence');
});

test('an enrollment of which the newer program has written more, and one that nobody can read, are left out alone', async () => {
  const { enrollment } = await besides(steps.hello);
  const progress = (change: string) =>
    world.pool.query(
      `UPDATE enrollments SET progress = ${change},
         sequence_version_id = (SELECT id FROM sequence_versions WHERE sequence_id = $2 AND number = 1) WHERE id = $1`,
      [enrollment.id, enrollment.sequenceId],
    );
  await progress(`progress::jsonb || '{"mood": "good"}'`);
  expect(await asked('today')).toContain(one('enrollment'));
  await progress(`'{"place": 1}'`);
  const shown = await asked('today');
  expect(shown).toContain('Ben Ray');
  expect(shown).toContain('1 enrollment cannot be read; tell your admin.');
});

test('suppress is done all the same, and ends what can be read', async () => {
  const { older, enrollment } = await besides(steps.hello);
  await bringAdaInto(older.sequenceId);
  await world.type('suppress ada@example.com', MIA);
  // Whose it is that ends is asked about first.
  const question = await world.modal(MIA);
  expect(textOf(question)).toContain('Old things');
  await world.submit(question, {}, MIA);
  const { rows } = await world.pool.query('SELECT id, status FROM enrollments ORDER BY id');
  expect(rows.map(({ id, status }) => [id === enrollment.id, status])).toEqual([
    [true, 'active'],
    [false, 'exited'],
  ]);
});

test.each(['pause', 'remove'])('%s in one that can be read is done', async (command) => {
  const { older } = await besides(steps.hello);
  await bringAdaInto(older.sequenceId);
  await asked(`${command} ada@example.com in old-things`);
  const { rows } = await world.pool.query(
    `SELECT status = 'exited' OR pauses <> '{}' AS done FROM enrollments WHERE sequence_id = $1`,
    [older.sequenceId],
  );
  expect(rows).toEqual([{ done: true }]);
});

describe('stored things', () => {
  const text = async (name: string) => {
    const file = { template: name, kind: 'email', email: { subject: 'Hello', body: 'Hi' } };
    expect(await editTemplate(world.deps, { actor: world.mia, file, over: null })).toMatchObject({ ok: true });
  };

  test.each([
    ['of another kind', "kind = 'voicemail'"],
    ['with another format', `content = content || '{"format": "mjml"}'`],
  ])('templates has the others beside one %s', async (_, change) => {
    await text('old');
    await text('new');
    await world.pool.query(`UPDATE templates SET ${change} WHERE name = 'new'`);
    const list = await asked('templates');
    expect(list).toContain('*old*');
    expect(list).toContain(one('template'));
  });

  test('templates does not count where the newer sequence uses them, and says so; a page of one does too', async () => {
    await text('old');
    await besides(steps.hello);
    const list = await asked('templates', MIA);
    expect(list).toContain(`Not counted: ${one('sequence')}`);
    await world.click(await world.whisper(MIA), 'template.open', { who: MIA });
    const page = textOf(await world.modal(MIA));
    expect(page).toContain(`Not counted: ${one('sequence')}`);
    expect(page).not.toContain('No sequence uses it.');
  });

  test('one that the newer sequence may use is not deleted', async () => {
    await text('old');
    await besides(steps.hello);
    await world.type('templates', MIA);
    await world.click(await world.whisper(MIA), 'template.open', { who: MIA });
    await world.click(await world.modal(MIA), 'template.remove', { who: MIA });
    expect(textOf(await world.modal(MIA, (shown) => textOf(shown).includes('newer')))).toContain(cannot);
    expect(await world.store.read.templates.byName(world.workspace.id, 'old')).not.toBeNull();
  });

  test('parcels has the other lists', async () => {
    for (const list of ['old', 'new']) {
      const deliver = { to: 'pack@example.com', days: ['mon'], at: '17:00' };
      const file = { list, items: [{ item: 'Mug' }], deliver };
      expect(await editList(world.deps, { actor: world.mia, file, over: null })).toMatchObject({ ok: true });
    }
    await world.pool.query(
      `UPDATE fulfillment_lists SET content = jsonb_set(content, '{to}', '{"kind": "pigeon"}') WHERE name = 'new'`,
    );
    await besides(steps.hello);
    const list = await asked('parcels', MIA);
    expect(list).toContain('*old*');
    expect(list).toContain(one('list'));
    expect(list).toContain(`Not counted: ${one('sequence')}`);
    await world.click(await world.whisper(MIA), 'parcels.open', { who: MIA });
    expect(textOf(await world.modal(MIA))).toContain(`Not counted: ${one('sequence')}`);
  });
});

test.each(['show new-things', 'simulate new-things', 'export new-things'])(
  '%s says that it cannot, and what to do',
  async (command) => {
    await besides(steps.hello);
    const said = await asked(command);
    expect(said).toContain(cannot);
    expect(said).toContain('Please try again in a few minutes');
    expect(said).not.toContain('Something went wrong');
    expect(world.log).toMatchObject([{ fields: { reason: 'NewerContent', listener: 'command' } }]);
  },
);
