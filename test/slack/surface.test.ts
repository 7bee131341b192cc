import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { defaultCommand } from '../../src/config.js';
import {
  eventScopes,
  methodScopes,
  scopesNeeded,
  shortcuts,
  events as subscribedEvents,
} from '../../src/slack/surface.js';

const manifestSchema = z.strictObject({
  _metadata: z.object({ major_version: z.number() }),
  display_information: z.strictObject({
    name: z.string().max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string(),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string(), always_online: z.boolean() }),
    shortcuts: z.array(
      z.strictObject({ name: z.string().max(24), type: z.string(), callback_id: z.string(), description: z.string() }),
    ),
    slash_commands: z.array(
      z.strictObject({
        command: z.string().max(32),
        url: z.string().optional(),
        description: z.string().max(2000),
        usage_hint: z.string().max(1000),
        should_escape: z.literal(true),
      }),
    ),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: z.string().optional(), bot_events: z.array(z.string()) }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: z.string().optional(),
      message_menu_options_url: z.string().optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

const manifest = (path: string) => manifestSchema.parse(parse(readFileSync(path, 'utf8')));
const socketMode = manifest('slack-manifest.yml');
const http = manifest('manifests/slack/http.yml');

/** Every source file in which Slack is spoken to. */
function sources(): { path: string; text: string }[] {
  const paths = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.startsWith('sandbox') && !path.includes('generated'),
  );
  return paths.map((path) => ({ path, text: readFileSync(join('src', path), 'utf8') }));
}
const code = sources();
const inSlack = code.filter(({ path }) => path.startsWith('slack'));

const families = [
  'api',
  'auth',
  'apps',
  'bots',
  'chat',
  'conversations',
  'dialog',
  'files',
  'pins',
  'reactions',
  'team',
  'usergroups',
  'users',
  'views',
];
const calls = new RegExp(`\\.(${families.join('|')})\\s*\\.\\s*([a-zA-Z0-9]+)\\s*\\(`, 'g');

describe.each([
  ['slack-manifest.yml', socketMode],
  ['manifests/slack/http.yml', http],
])('%s', (_, { features, oauth_config, settings }) => {
  test('has the command, escaped, and the shortcuts of the code and no others', () => {
    expect(features.slash_commands.map((one) => one.command)).toEqual([defaultCommand]);
    expect(features.shortcuts.map(({ name, type, callback_id }) => ({ name, type, callbackId: callback_id }))).toEqual([
      ...shortcuts,
    ]);
  });

  test('asks for the scopes that the code needs and no others', () => {
    expect([...oauth_config.scopes.bot].sort()).toEqual(scopesNeeded());
  });

  test('subscribes to the events that the code listens to and no others', () => {
    expect([...settings.event_subscriptions.bot_events].sort()).toEqual(Object.keys(eventScopes).sort());
  });
});

test('the manifests differ in nothing but how Slack reaches the app', () => {
  const url = 'https://your-host.example/slack/events';
  const { features, settings } = structuredClone(http);
  expect(settings.socket_mode_enabled).toBe(false);
  expect(features.slash_commands[0]?.url).toBe(url);
  expect(settings.event_subscriptions.request_url).toBe(url);
  expect(settings.interactivity).toEqual({ is_enabled: true, request_url: url, message_menu_options_url: url });
  delete features.slash_commands[0]?.url;
  delete settings.event_subscriptions.request_url;
  delete settings.interactivity.request_url;
  delete settings.interactivity.message_menu_options_url;
  expect({ ...http, features, settings: { ...settings, socket_mode_enabled: true } }).toEqual(socketMode);
});

describe('the code', () => {
  test('calls no method of Slack’s that the table does not name', () => {
    const called = inSlack.flatMap(({ text }) =>
      [...text.matchAll(calls)].map(([, family, name]) => `${family}.${name}`),
    );
    expect(called.length).toBeGreaterThan(5);
    expect(called.filter((name) => !Object.hasOwn(methodScopes, name))).toEqual([]);
  });

  test('calls every method that the table names', () => {
    const called = new Set(
      inSlack.flatMap(({ text }) => [...text.matchAll(calls)].map(([, family, name]) => `${family}.${name}`)),
    );
    expect(Object.keys(methodScopes).filter((name) => !called.has(name))).toEqual([]);
  });

  test('speaks to Slack’s Web API nowhere but in src/slack', () => {
    const others = code.filter(({ path, text }) => !path.startsWith('slack') && text.includes("from '@slack/web-api'"));
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  test('listens to no event, command or shortcut that the table does not name', () => {
    const events = inSlack.flatMap(({ text }) =>
      [...text.matchAll(/\.event\(\s*['"]([\w.]+)['"]/g)].map(([, name]) => name),
    );
    // Of all that Bolt calls `message`, Slack sends what is subscribed to.
    const subscribed = Object.keys(eventScopes).map((name) => name.replace(/^message\..*/, 'message'));
    expect([...new Set(events)].sort()).toEqual(subscribed.sort());
    expect([...subscribedEvents].sort()).toEqual(Object.keys(eventScopes).sort());
    expect(inSlack.filter(({ text }) => /\.message\(/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
