import { shortcutIds } from './action-ids.js';

/**
 * What Drumbeat asks of Slack, in one place: the manifests are compared with it, and it with the calls that the code
 * makes (test/slack/surface.test.ts). Scopes are those of the methods' pages under docs.slack.dev/reference/methods.
 */

/** Web API methods that the code calls, and the bot scopes that each needs. */
export const methodScopes = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.open': ['im:write'],
  // Messages are looked for, by their metadata, in DMs with the app and in channels that get a digest.
  'conversations.history': ['im:history', 'channels:history', 'groups:history'],
  'conversations.replies': ['im:history', 'channels:history', 'groups:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  // Exports go to people as files; its three requests need no more.
  'files.uploadV2': ['files:write'],
  'files.info': ['files:read'],
  'users.conversations': ['channels:read', 'groups:read'],
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read', 'users:read.email'],
  'users.list': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.push': [],
  'views.update': [],
  'views.publish': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const shortcuts = [{ callbackId: shortcutIds.enroll, name: 'Enroll a contact', type: 'global' }] as const;

/** Events that the code subscribes to; each needs the scopes named. */
export const eventScopes = {
  app_home_opened: [],
  file_shared: ['files:read'],
  // Bolt calls it `message`; those of channels are not asked for.
  'message.im': ['im:history'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type SubscribedEvent = keyof typeof eventScopes;
export const events: readonly SubscribedEvent[] = ['app_home_opened', 'file_shared', 'message.im'];

/** Every bot scope that the above comes to, sorted; registering a command or a shortcut needs `commands`. */
export function scopesNeeded(): string[] {
  const all = [...Object.values(methodScopes), ...Object.values(eventScopes)].flat();
  return [...new Set(['commands', ...all])].sort();
}
