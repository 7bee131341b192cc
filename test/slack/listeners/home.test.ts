import type { AppDeps } from '../../../src/app/deps.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import type { ShownView } from '../../../src/sandbox/protocol.js';
import type { Acting } from '../../../src/slack/listeners/acting.js';
import type { HomePlace } from '../../../src/slack/listeners/home/home-place.js';
import { createRefreshHome, type RefreshHome } from '../../../src/slack/listeners/home/publish.js';
import { deferred } from '../../sandbox/page/deferred.js';
import { ANA, ada, createSlackWorld, option, type SlackWorld, steps, textOf } from './slack-world.js';

let world: SlackWorld;
let held: ReturnType<typeof createHeldReading>;
beforeEach(async () => {
  held = createHeldReading();
  world = await createSlackWorld({ deps: held.behind });
});
afterEach(async () => {
  held.letGo();
  await world.close();
});

/** Once asked to, holds what is read next for a Home until it is let go. */
function createHeldReading() {
  let letGo = () => {};
  let reached = () => {};
  let holding: Promise<void> | null = null;
  return {
    letGo: () => letGo(),
    /** Resolves when something has been read and is held. */
    holdNext: () => {
      holding = new Promise((resolve) => {
        letGo = resolve;
      });
      return new Promise<void>((resolve) => {
        reached = resolve;
      });
    },
    behind: (deps: AppDeps): AppDeps => {
      const { read } = deps.store;
      const countByState: typeof read.enrollments.countByState = async (...asked) => {
        const counted = await read.enrollments.countByState(...asked);
        const waits = holding;
        holding = null;
        if (waits !== null) reached();
        await waits;
        return counted;
      };
      return {
        ...deps,
        store: { ...deps.store, read: { ...read, enrollments: { ...read.enrollments, countByState } } },
      };
    },
  };
}

/** Ada with a task that stands open, and Grace who waits for tomorrow's mail. */
async function twoPeople() {
  const version = await world.publish({ steps: [steps.invite, steps.followUp] });
  const { enrollment } = await world.enrollIn(version, ada);
  const second = await world.publish({ name: 'Second', steps: [steps.followUp] });
  const grace = await world.enrollIn(second, { email: 'grace@example.com', firstName: 'Grace', lastName: 'Hopper' });
  await world.runAt('2026-03-02T08:00');
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
  return { enrollment, grace: grace.enrollment, taskId: task?.id ?? '' };
}

test('opening it shows one’s tasks, today and one’s people', async () => {
  await twoPeople();
  await world.openHome();
  const home = textOf(await world.home());
  expect(home).toContain('Your 1 open task');
  expect(home).toContain('Invite Ada');
  expect(home).toContain('What goes out today');
});

test('Done in it closes the task, and the Home follows', async () => {
  const { taskId } = await twoPeople();
  await world.openHome();
  await world.click(await world.home(), 'task.more', { chosen: option(`done:${taskId}`) });
  await world.home(ANA, (one) => textOf(one).includes('No open tasks'));
  expect((await world.store.read.tasks.byId(taskId))?.state).toBe('done');
});

test('a refusal in it comes as a modal, since there is nobody to whisper to', async () => {
  const { taskId } = await twoPeople();
  await world.openHome();
  const stale = await world.home();
  await completeTask(world.deps, { actor: world.ana, taskId });
  await world.click(stale, 'task.more', { chosen: option(`done:${taskId}`) });
  expect(textOf(await world.modal())).toContain('was closed already');
});

test('the states are tabs, and the chosen one stays when something is done', async () => {
  const { grace } = await twoPeople();
  await world.openHome();
  await world.click(await world.home(), 'home.state', { value: 'running' });
  const running = await world.home(ANA, (one) => textOf(one).includes('Grace'));
  await world.click(running, 'enrollment.more', { chosen: option(`pause:${grace.id}`) });
  expect(textOf(await world.modal())).toContain('Paused');
  await world.home(ANA, (one) => textOf(one).includes('Paused 1'));
});

test('pausing oneself is in its first lines, and it follows when one resumes', async () => {
  await twoPeople();
  await world.openHome();
  await world.click(await world.home(), 'home.pause-me');
  await world.submit(await world.modal());
  const paused = await world.home(ANA, (one) => textOf(one).includes('You are paused'));
  await world.click(paused, 'home.resume-me');
  await world.modal(ANA, (one) => textOf(one).includes('Resumed *Ana Ruiz*'));
  await world.home(ANA, (one) => !textOf(one).includes('You are paused'));
});

test('pausing oneself may have an end, which is in its first lines', async () => {
  await twoPeople();
  await world.openHome();
  await world.click(await world.home(), 'home.pause-me');
  await world.submit(await world.modal(), { until: { type: 'datepicker', selected_date: '2026-03-09' } });
  await world.modal(ANA, (one) => textOf(one).includes('It goes on by itself Mon 9 Mar'));
  await world.home(ANA, (one) => textOf(one).includes('until Mon 9 Mar'));
});

test('removing somebody from it asks first, and it follows what was confirmed', async () => {
  const { grace } = await twoPeople();
  await world.openHome();
  await world.click(await world.home(), 'home.state', { value: 'running' });
  const running = await world.home(ANA, (one) => textOf(one).includes('Grace'));
  await world.click(running, 'enrollment.more', { chosen: option(`remove:${grace.id}`) });
  await world.submit(await world.modal());
  await world.home(ANA, (one) => textOf(one).includes('Ended 1'));
});

test('what was read before something was done in it never comes over what was read after', async () => {
  // What is held up here would be waited for.
  await world.close();
  world = await createSlackWorld({ deps: held.behind, impatient: true });
  const { grace } = await twoPeople();
  await world.openHome();
  await world.click(await world.home(), 'home.state', { value: 'running' });
  const running = await world.home(ANA, (one) => textOf(one).includes('Grace'));
  const reached = held.holdNext();
  await world.click(running, 'enrollment.more', { chosen: option(`remove:${grace.id}`) });
  await reached;
  await world.submit(await world.modal());
  await world.home(ANA, (one) => textOf(one).includes('Ended 1'));
  held.letGo();
  await world.idle();
  expect(textOf(await world.home())).toContain('Ended 1');
});

test('one goes to Slack after the one that is on its way, however long that takes', async () => {
  await pause(world.deps, { actor: world.ana, target: { kind: 'owner', memberId: world.ana.id } });
  const { read } = world.store;
  let readings = 0;
  const second = deferred();
  // What a Home of somebody who is paused is read from last.
  const of: typeof read.pauseEnds.of = async (...asked) => {
    const until = await read.pauseEnds.of(...asked);
    readings += 1;
    if (readings === 2) setImmediate(second.resolve);
    return until;
  };
  const store = { ...world.store, read: { ...read, pauseEnds: { ...read.pauseEnds, of } } };
  const acting = { actor: world.ana, deps: { ...world.deps, store } } as unknown as Acting;
  const [begun, arrived] = [deferred(), deferred()];
  let published = 0;
  const publish = async () => {
    published += 1;
    begun.resolve();
    await arrived.promise;
  };
  const client = { views: { publish } } as unknown as Parameters<RefreshHome>[0];
  const refresh = createRefreshHome();
  const one = refresh(client, acting, null);
  await begun.promise;
  const other = refresh(client, acting, null);
  await second.promise;
  expect(published).toBe(1);
  arrived.resolve();
  await Promise.all([one, other]);
  expect(published).toBe(2);
});

/** Two processes that people's clicks come to in turn; what each publishes arrives when it is let go. */
function twoProcesses() {
  const arrived: { readonly of: string; readonly view: string }[] = [];
  const acting = { actor: world.ana, deps: world.deps } as unknown as Acting;
  const processNamed = (of: string) => {
    const [begun, letGo] = [deferred(), deferred()];
    const publish = async ({ view }: { view: unknown }) => {
      begun.resolve();
      await letGo.promise;
      arrived.push({ of, view: JSON.stringify(view) });
    };
    const client = { views: { publish } } as unknown as Parameters<RefreshHome>[0];
    const refresh = createRefreshHome();
    return {
      refresh: (place: HomePlace | null = null) => refresh(client, acting, place),
      begun: begun.promise,
      letGo: letGo.resolve,
    };
  };
  return { arrived, one: processNamed('one'), other: processNamed('other') };
}

describe('of two processes', () => {
  const pauseMe = () => pause(world.deps, { actor: world.ana, target: { kind: 'owner', memberId: world.ana.id } });

  test('what one has read before the other was asked does not stay, though it arrives after what that has read', async () => {
    const { arrived, one, other } = twoProcesses();
    const slow = one.refresh();
    await one.begun;
    await pauseMe();
    other.letGo();
    await other.refresh();
    one.letGo();
    await slow;
    expect(arrived.map(({ of }) => of)).toEqual(['other', 'one', 'one']);
    expect(arrived.map(({ view }) => view.includes('You are paused'))).toEqual([true, false, true]);
  });

  test('it is read once more for what was asked for last', async () => {
    await twoPeople();
    const { arrived, one, other } = twoProcesses();
    const slow = one.refresh({ state: 'waiting', page: 0 });
    await one.begun;
    other.letGo();
    await other.refresh({ state: 'running', page: 0 });
    one.letGo();
    await slow;
    expect(arrived.at(-1)?.view).toContain('running:0');
  });

  test('one that is asked alone publishes once', async () => {
    const { arrived, one } = twoProcesses();
    one.letGo();
    await one.refresh();
    await one.refresh();
    expect(arrived).toHaveLength(2);
  });
});

test('its buttons show tasks and help', async () => {
  await twoPeople();
  await world.openHome();
  await world.click(await world.home(), 'show.help');
  expect(textOf(await world.modal())).toContain('/sequence enroll');
});

test('of many people every page can be turned to, and stays when something is done in it', async () => {
  const version = await world.publish({ steps: [steps.followUp] });
  for (let count = 10; count < 63; count += 1) {
    await world.enrollIn(version, { email: `ada${count}@example.com`, firstName: `Ada${count}` });
  }
  await world.openHome();
  const seen = new Set<string>();
  const note = ({ view }: ShownView) => {
    for (const [name] of JSON.stringify(view).matchAll(/Ada\d\d/g)) seen.add(name);
  };
  const first = await world.home(ANA, (one) => textOf(one).includes('1 to 25 of 53'));
  note(first);
  expect(seen.size).toBe(25);
  await world.click(first, 'home.page');
  const second = await world.home(ANA, (one) => textOf(one).includes('26 to 50 of 53'));
  note(second);
  await world.click(second, 'home.page');
  const last = await world.home(ANA, (one) => textOf(one).includes('51 to 53 of 53'));
  note(last);
  expect(seen.size).toBe(53);
  const [one] = await world.store.read.enrollments.inState(world.workspace.id, world.ana.id, 'running', {
    limit: 1,
    offset: 52,
  });
  await world.click(last, 'enrollment.more', { chosen: option(`pause:${one}`) });
  const after = await world.home(ANA, (shown) => textOf(shown).includes('51 to 52 of 52'));
  await world.click(after, 'home.page-back');
  await world.home(ANA, (shown) => textOf(shown).includes('26 to 50 of 52'));
});

test('a page that is gone becomes the last one', async () => {
  const version = await world.publish({ steps: [steps.followUp] });
  for (let count = 0; count < 26; count += 1) await world.enrollIn(version, { email: `ada${count}@example.com` });
  await world.openHome();
  await world.click(await world.home(), 'home.page');
  const last = await world.home(ANA, (one) => textOf(one).includes('26 to 26 of 26'));
  const [one] = await world.store.read.enrollments.inState(world.workspace.id, world.ana.id, 'running', {
    limit: 1,
    offset: 25,
  });
  await world.click(last, 'enrollment.more', { chosen: option(`pause:${one}`) });
  const after = await world.home(ANA, (shown) => textOf(shown).includes('Running 25'));
  expect(textOf(after)).not.toContain(' of 25');
});

test('more tasks than it lists are counted all the same, the overdue ones too', async () => {
  const due = { ...steps.invite, due: { at: '09:00' } };
  const version = await world.publish({ steps: [due] });
  for (let count = 0; count < 25; count += 1) await world.enrollIn(version, { email: `ada${count}@example.com` });
  await world.runAt('2026-03-02T08:00');
  await world.runAt('2026-03-02T12:00');
  await world.openHome();
  const home = textOf(await world.home());
  expect(home).toContain('Your 25 open tasks, 25 overdue');
  expect(home).toContain('and 15 more');
});
