import { App, ExpressReceiver, LogLevel } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { DateTime } from 'luxon';
import { createPictures } from '../../../src/adapters/resvg/pictures.js';
import type { AppDeps } from '../../../src/app/deps.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import type { StoredContact } from '../../../src/app/ports/stores/people.js';
import type { Timers } from '../../../src/app/ports/timers.js';
import { postDue } from '../../../src/app/posting/postDue.js';
import type { ShownMessage, ShownView } from '../../../src/sandbox/protocol.js';
import type { SandboxOptions } from '../../../src/sandbox/sandbox.js';
import { APP, SANDBOX_BOT_TOKEN, TEAM } from '../../../src/sandbox/slack/workspace.js';
import { createSlackChat } from '../../../src/slack/chat/chat.js';
import { createSlackDirectory } from '../../../src/slack/chat/directory.js';
import { createSlackFiles } from '../../../src/slack/chat/files.js';
import { createSlackClient, slackClientOptions } from '../../../src/slack/chat/slack-client.js';
import { registerListeners } from '../../../src/slack/listeners/register.js';
import { trackListeners } from '../../../src/slack/listeners/track-listeners.js';
import { events } from '../../../src/slack/surface.js';
import { ANA, type Harness, SALES, SIGNING_SECRET, startHarness } from '../../sandbox/harness.js';
import { appDepsOf } from '../../support/app-deps.js';
import { untilSeenHere } from '../../support/until-seen.js';
import { createWorld } from '../../support/world.js';

export { ANA, ANA_DM, BEN, LEADERSHIP, RANDOM, SALES } from '../../sandbox/harness.js';
export const MIA = 'U0MIA00001';
export const SAM = 'U0SAM00001';
export const BEN_DM = 'D0BEN00001';

const slackApiUrl = (url: string) => `${url}/sandbox/slack/api/`;

/** A line of the log, as pino would write it. */
export interface LogLine {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** What somebody fills in: block id to what Slack sends of the element. */
export type Filled = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The listeners in a real Bolt app, reached by signed HTTP from the sandbox's Slack, over a real database: what is typed,
 * clicked and submitted goes the way it goes in Slack, and every view and message is judged as Slack would.
 */
export async function createSlackWorld(
  options: {
    readonly deps?: (deps: AppDeps) => AppDeps;
    readonly sandbox?: Partial<SandboxOptions>;
    /** The slash command's name where it is not `/sequence`. */
    readonly command?: string;
    /** How the time passes within which commands are answered; unless told, not at all. */
    readonly after?: Timers['after'];
    /** People go on as soon as they are acknowledged: for tests that hold up what follows. */
    readonly impatient?: boolean;
  } = {},
) {
  const { command = '/sequence', impatient = false } = options;
  const zone = 'America/Los_Angeles';
  const world = await createWorld({
    workspace: { zone, slackTeamId: TEAM.id, botUserId: APP.botUserId },
    rep: { slackUserId: ANA, zone: 'America/New_York' },
    others: [
      { zone, handle: 'ben', slackUserId: 'U0BEN00001', name: 'Ben Okafor' },
      { zone, handle: 'mia', slackUserId: MIA, name: 'Mia Lindqvist', isManager: true },
      { zone, handle: 'sam', slackUserId: SAM, name: 'Sam Adler', isSlackAdmin: true },
    ] as const,
  });
  const { clock, workspace } = world;
  const log: LogLine[] = [];
  const line = (fields: object, message: string) => void log.push({ fields: { ...fields }, message });
  let app: App | undefined;
  let client = createSlackClient({ token: SANDBOX_BOT_TOKEN });
  const harness = await startHarness({
    ...(options.sandbox === undefined ? {} : { sandbox: options.sandbox }),
    program: { now: () => clock.now(), zone: async () => workspace.zone, command, events },
    programRouter: (url) => {
      const apiUrl = slackApiUrl(url);
      client = createSlackClient({ token: SANDBOX_BOT_TOKEN, apiUrl });
      const receiver = new ExpressReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.ERROR });
      app = new App({
        token: SANDBOX_BOT_TOKEN,
        // Known: Bolt would ask Slack at once who it is, also where nobody awaits the answer before the world has ended.
        botId: APP.botId,
        botUserId: APP.botUserId,
        receiver,
        logLevel: LogLevel.ERROR,
        clientOptions: slackClientOptions({ apiUrl }),
      });
      return receiver.router;
    },
  });
  const directory = createSlackDirectory({ client, timers: harness.timers });
  const { app: deps, poked } = appDepsOf(world, directory);
  if (app === undefined) throw new Error('no Bolt app');
  const idle = trackListeners(app);
  const named = { ...deps, settings: { ...deps.settings, command } };
  const listening = options.deps?.(named) ?? named;
  const files = createSlackFiles({ client, token: SANDBOX_BOT_TOKEN, apiUrl: slackApiUrl(harness.url) });
  registerListeners(app, {
    ...listening,
    sharedFiles: files,
    pictures: createPictures(),
    timers: { after: options.after ?? (() => () => {}) },
    log: { debug: line, info: line, warn: line, error: line },
  });

  const [ben, mia, sam] = world.others;
  const chat = createSlackChat({ client });
  return {
    ...world,
    harness,
    deps,
    files,
    bolt: app,
    log,
    /** Resolves when no listener does anything any more. */
    idle,
    ana: world.rep,
    ben,
    mia,
    sam,
    poked,
    /** Fires what is due at an instant (ISO in the account zone), and brings messages to Slack. */
    runAt: async (at: string) => {
      await clock.freezeAt(DateTime.fromISO(at, { zone: workspace.zone }).toUTC());
      await fireDue(world.deps);
      await postDue({ ...world.deps, chat });
    },
    /** Does what Slack tells such an event of, and waits until that was heard. */
    heard: async (type: 'message' | 'file_shared', act: () => Promise<unknown>) => {
      const heard = new Promise<void>((resolve) => {
        app?.use(async ({ next, body }) => {
          await next();
          if ('event' in body && body.event.type === type) resolve();
        });
      });
      await act();
      await heard;
    },
    /** Brings messages to Slack, as the Slack lane does when it is poked. */
    show: () => postDue({ ...world.deps, chat }),
    ...person(harness, command, impatient ? async () => {} : idle),
    close: async () => {
      // What a listener still says after it has changed everything that the test looked at needs its Slack.
      await idle();
      await harness.stop();
      await world.close();
    },
  };
}

/** A world for each test, handed to `begin`; a test in which something was logged fails. */
export function eachSlackWorld(begin: (world: SlackWorld) => void): void {
  let world: SlackWorld;
  beforeEach(async () => {
    world = await createSlackWorld();
    begin(world);
  });
  afterEach(async () => {
    await world.close();
    expect(world.log).toEqual([]);
  });
}

export type SlackWorld = Awaited<ReturnType<typeof createSlackWorld>>;

/** What people do on the page, and what they see: the page's requests themselves are for `test/sandbox`. */
function person({ page }: Harness, command: string, answered: () => Promise<void>) {
  const seenBy = async (who: string) => asJson(await page.snapshot(who));
  const post = async (path: string, body: unknown) => {
    const take = page.takes[path];
    if (take === undefined) throw new Error(`nobody posts to ${path}`);
    await take(asJson(body));
    // What comes after the acknowledgement is there by then: people are slower than programs.
    await answered();
  };
  const until = <T>(look: () => Promise<T | undefined>): Promise<T> => untilSeenHere(page, look);
  const lastWhisper = async (who: string) => (await seenBy(who)).messages.findLast((one) => one.ephemeral);
  const topModal = async (who: string) => (await seenBy(who)).modals.at(-1);
  return {
    until,
    seenBy,
    /** The last message that everybody of a conversation of this person's sees and that says this, once there is one. */
    dm: (who: string, says: string) =>
      until(async () => {
        const { messages } = await seenBy(who);
        return messages.findLast((one) => !one.ephemeral && textOf(one).includes(says));
      }),
    post,
    type: (text: string, who = ANA, conversation = SALES) =>
      post('/messages', { person: who, conversation, text: `${command} ${text}` }),
    /** Writes a message that is no command, in a thread where one is named. */
    write: (text: string, conversation: string, { who = ANA, threadTs }: { who?: string; threadTs?: string } = {}) =>
      post('/messages', { person: who, conversation, text, ...(threadTs === undefined ? {} : { threadTs }) }),
    /** The newest ephemeral message, once there is one that `fits`. */
    whisper: (who = ANA, fits: (message: ShownMessage) => boolean = () => true) =>
      until(async () => {
        const message = await lastWhisper(who);
        return message !== undefined && fits(message) ? message : undefined;
      }),
    /** The modal on top, once there is one that `fits`. */
    modal: (who = ANA, fits: (view: ShownView) => boolean = () => true) =>
      until(async () => {
        const modal = await topModal(who);
        return modal !== undefined && fits(modal) ? modal : undefined;
      }),
    home: (who = ANA, fits: (view: ShownView) => boolean = () => true) =>
      until(async () => {
        const { home } = await seenBy(who);
        return home !== null && fits(home) ? home : undefined;
      }),
    openHome: (who = ANA) => post('/home', { person: who }),
    /** Clicks a button, or chooses in a menu (`chosen`: what Slack adds to the action), with a form `filled` in so far. */
    click: (
      place: ShownMessage | ShownView,
      actionId: string,
      {
        who = ANA,
        value,
        chosen = {},
        filled = {},
      }: { who?: string; value?: string; chosen?: object; filled?: Filled } = {},
    ) => {
      const blocks = 'view' in place ? place.view.blocks : place.blocks;
      const found = elements(blocks as KnownBlock[]).find(
        ({ element }) =>
          element.action_id?.replace(/#\d+$/, '') === actionId && (value === undefined || element.value === value),
      );
      if (found === undefined) throw new Error(`there is no ${actionId} in ${JSON.stringify(blocks)}`);
      const { element, blockId } = found;
      const container =
        'view' in place
          ? { type: 'view', viewId: place.id }
          : { type: 'message', conversation: place.conversation, ts: place.ts };
      const action = { type: element.type, action_id: element.action_id, block_id: blockId, ...chosen };
      return post('/actions', { person: who, container, action, state: stateIn(blocks as KnownBlock[], filled) });
    },
    submit: async (modal: ShownView, filled: Filled = {}, who = ANA) => {
      const state = stateIn(modal.view.blocks as KnownBlock[], filled);
      await post('/submissions', { person: who, viewId: modal.id, state });
    },
    /** Closes a modal by its cross. */
    dismiss: (modal: ShownView, who = ANA) => post('/closings', { person: who, viewId: modal.id }),
  };
}

/** As it would come over HTTP: a copy, without what JSON has not got. */
function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

interface Element {
  readonly type: string;
  readonly action_id?: string;
  readonly value?: string;
}

function elements(blocks: readonly KnownBlock[]): { element: Element; blockId: string }[] {
  return blocks.flatMap((block) => {
    const found =
      block.type === 'actions'
        ? block.elements
        : block.type === 'section' && block.accessory
          ? [block.accessory]
          : block.type === 'input'
            ? [block.element]
            : [];
    return found.map((element) => ({ element: element as Element, blockId: block.block_id ?? '' }));
  });
}

/** What is filled in, as `state.values` has it. */
function stateIn(blocks: readonly KnownBlock[], filled: Filled) {
  const inputOf = (blockId: string): string => {
    const found = elements(blocks).find((one) => one.blockId === blockId);
    if (found?.element.action_id === undefined) throw new Error(`there is no input ${blockId}`);
    return found.element.action_id;
  };
  return Object.fromEntries(Object.entries(filled).map(([blockId, value]) => [blockId, { [inputOf(blockId)]: value }]));
}

/** Everything that a message or view says, in one string. */
export function textOf(place: ShownMessage | ShownView | undefined): string {
  if (place === undefined) return '';
  const blocks = 'view' in place ? place.view.blocks : place.blocks;
  const texts: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'text' && typeof inner === 'string') texts.push(inner);
        else visit(inner);
      }
    }
  };
  visit(blocks);
  return texts.join('\n');
}

/** An option as Slack sends the choice of one. */
export function option(value: string) {
  return { selected_option: { text: { type: 'plain_text', text: 'x' }, value } };
}

/** Somebody called Ada, at an address that tests type. */
export const ada: Partial<StoredContact> = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Byron' };

const mail = { subject: 'Hello {{ contact.firstName }}', body: 'About {{ contact.company }}.' };
const plain = { subject: 'Hello', body: 'Good day.' };
/** Steps to build cadences of. */
export const steps = {
  call: {
    id: 'call',
    name: 'Call',
    kind: 'task',
    when: 'immediately',
    pause: true,
    task: { title: 'Call {{ contact.firstName }}', type: 'call' },
  },
  invite: {
    id: 'invite',
    name: 'Invite',
    kind: 'task',
    when: 'immediately',
    pause: true,
    task: { title: 'Invite {{ contact.firstName }}', type: 'linkedin' },
  },
  hello: { id: 'hello', name: 'Hello', kind: 'email', when: { days: 0, at: '10:00' }, email: plain },
  later: { id: 'later', name: 'Later', kind: 'email', when: { days: 2, at: '09:00' }, email: plain },
  intro: { id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', email: mail },
  followUp: { id: 'follow-up', name: 'Follow-up', kind: 'email', when: { days: 1, at: '09:00' }, email: mail },
} as const;
