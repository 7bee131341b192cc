import type { AppDeps } from '../../../src/app/deps.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { resume } from '../../../src/app/enrollments/resume.js';
import { ANA, ada, createSlackWorld, MIA, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** Asking how to resume thousands: what takes long is done in a modal that is open already. */
let world: SlackWorld;
let gate: ReturnType<typeof createGate>;
beforeEach(async () => {
  gate = createGate();
  world = await createSlackWorld({ deps: gate.behind, impatient: true });
});
afterEach(async () => {
  gate.open();
  await world.close();
});

/** While it is closed, no enrollment is read (counting is allowed); reading fails when it opens with an error. */
function createGate() {
  let passing: Promise<void> = Promise.resolve();
  let settle = (_error?: Error): void => undefined;
  return {
    close: () => {
      passing = new Promise((resolve, reject) => {
        settle = (error) => (error === undefined ? resolve() : reject(error));
      });
      // It may open before somebody has come to it.
      passing.catch(() => undefined);
    },
    open: (error?: Error) => settle(error),
    behind: (deps: AppDeps): AppDeps => {
      const { read } = deps.store;
      const find: typeof read.enrollments.find = async (...asked) => {
        await passing;
        return read.enrollments.find(...asked);
      };
      return { ...deps, store: { ...deps.store, read: { ...read, enrollments: { ...read.enrollments, find } } } };
    },
  };
}

const modalWith = (text: string) => world.modal(MIA, (one) => textOf(one).includes(text));
const whispered = (text: string) => world.whisper(MIA, (one) => textOf(one).includes(text));

/** The sequence is paused, with Ada in it; answers what was said of it. */
async function paused() {
  await world.enrollIn(await world.publish({ steps: [steps.followUp] }), ada);
  await world.type('pause outbound', MIA);
  return whispered('Paused');
}
/** The same, until her next step is overdue. */
async function overdue() {
  const said = await paused();
  await world.runAt('2026-03-04T12:00');
  return said;
}

test('a typed command opens the modal at once, and it is filled when everybody is counted', async () => {
  await overdue();
  gate.close();
  await world.type('resume outbound', MIA);
  const asking = await modalWith('Working on it');
  gate.open();
  const filled = await modalWith('1 overdue step');
  expect(filled.id).toBe(asking.id);
  await world.submit(filled, {}, MIA);
  await modalWith('1 enrollment goes on');
});

test('the button after a pause asks in the same way where something is overdue', async () => {
  const said = await overdue();
  gate.close();
  await world.click(said, 'answer.undo', { who: MIA });
  await modalWith('Working on it');
  gate.open();
  await modalWith('1 overdue step');
});

test('and asks nothing where nothing is: that is known by counting', async () => {
  const said = await paused();
  await world.click(said, 'answer.undo', { who: MIA });
  await whispered('1 enrollment goes on');
  expect((await world.seenBy(MIA)).modals).toEqual([]);
});

test('what is asked for in a modal is worked out in that modal', async () => {
  await overdue();
  await world.type('resume', MIA);
  const asking = await world.modal(MIA);
  gate.close();
  await world.submit(asking, { target: { type: 'plain_text_input', value: 'outbound' } }, MIA);
  await modalWith('Working on it');
  gate.open();
  expect((await modalWith('1 overdue step')).id).toBe(asking.id);
});

test('a command without a way asks nothing either where nothing is overdue; with one it is taken at its word', async () => {
  await paused();
  await world.type('resume outbound', MIA);
  await whispered('Resumed *Outbound*: 1 enrollment goes on. Nothing was overdue: all times stay as they were.');
  expect((await world.seenBy(MIA)).modals).toEqual([]);
  await world.type('pause outbound', MIA);
  await whispered('Paused');
  await world.type('resume outbound spread', MIA);
  await modalWith('nothing is overdue');
});

test('a way that is named says how far it moved what was not overdue', async () => {
  await paused();
  await world.runAt('2026-03-02T20:00');
  await world.type('resume outbound shift', MIA);
  await whispered('1 enrollment goes on. 1 step moved by 1 day.');
  await world.type('pause outbound', MIA);
  await whispered('Paused');
  await world.type('resume outbound shift', MIA);
  await whispered('1 enrollment goes on. No time had to move.');
});

test('everything is written with a capital where a sentence begins with it', async () => {
  await world.type('resume everything', SAM);
  await world.whisper(SAM, (one) => textOf(one).includes('*Everything* is not paused.'));
});

test('a refusal needs no modal', async () => {
  await world.publish({ steps: [steps.followUp] });
  await world.type('resume outbound', MIA);
  await whispered('is not paused');
  await world.type('pause nosuch', MIA);
  await whispered('There is no sequence called “nosuch”. An e-mail address, `me`, a colleague’s @name or');
  await world.type('resume everything', MIA);
  await whispered('it takes an admin');
  expect((await world.seenBy(MIA)).modals).toEqual([]);
});

test('a fault in between takes the place of the waiting, with its number', async () => {
  await overdue();
  gate.close();
  await world.type('resume outbound', MIA);
  await modalWith('Working on it');
  gate.open(new Error('the database went away'));
  await modalWith('Something went wrong');
  expect(world.log).toHaveLength(1);
});

test('one that was closed before it is filled stays closed, and the App Home follows all the same', async () => {
  const me = { kind: 'owner', memberId: world.ana.id } as const;
  await world.enrollIn(await world.publish({ steps: [steps.followUp] }), { ...ada, ownerId: world.ana.id });
  await pause(world.deps, { actor: world.ana, target: me });
  await world.runAt('2026-03-04T12:00');
  await world.openHome();
  const paused = await world.home(ANA, (one) => textOf(one).includes('You are paused'));
  gate.close();
  await world.click(paused, 'home.resume-me');
  await world.dismiss(await world.modal());
  await resume(world.deps, { actor: world.ana, target: me, policy: { policy: 'keep' } });
  gate.open();
  await world.home(ANA, (one) => !textOf(one).includes('You are paused'));
  expect((await world.seenBy(ANA)).modals).toEqual([]);
  expect(world.log).toEqual([]);
});
