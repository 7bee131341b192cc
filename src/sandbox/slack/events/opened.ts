import type { HomeRequest, ReadRequest, ShortcutRequest } from '../../protocol.js';
import { Refusal } from '../../refusal.js';
import type { SlackContext } from '../context.js';
import { isDirectWith } from '../methods/conversations.js';
import { slackView } from '../views.js';
import { sendEvent } from './event-callback.js';
import { failure } from './failure.js';
import { whoAndWhere } from './payload.js';
import { conversationOf, findPerson } from './typed.js';

/** A global shortcut from the lightning menu. */
export async function takeShortcut(context: SlackContext, request: ShortcutRequest): Promise<void> {
  const person = findPerson(request.person);
  if (!context.program.shortcuts.some((one) => one.callbackId === request.callbackId)) {
    throw new Refusal(400, 'The app has no such shortcut');
  }
  const delivery = await context.deliver.form({
    payload: JSON.stringify({
      type: 'shortcut',
      ...whoAndWhere(person),
      callback_id: request.callbackId,
      trigger_id: context.triggers.issue({ user: person.id, fromModal: false }),
      action_ts: (context.timers.nowMs() / 1000).toFixed(6),
    }),
  });
  if (delivery.kind !== 'acknowledged') throw new Refusal(409, failure(delivery));
}

/** The App Home tab was opened: app_home_opened. */
export async function takeHome(context: SlackContext, request: HomeRequest): Promise<void> {
  const person = findPerson(request.person);
  if (!(context.program.events ?? ['app_home_opened']).includes('app_home_opened')) return;
  const direct = context.store.state.conversations.find((one) => isDirectWith(one, person.id));
  const home = context.store.state.homes[person.id];
  await sendEvent(context, {
    type: 'app_home_opened',
    user: person.id,
    channel: direct?.id,
    tab: 'home',
    event_ts: (context.timers.nowMs() / 1000).toFixed(6),
    ...(home === undefined ? {} : { view: slackView(home) }),
  });
}

/** The person looked at a conversation: nothing in it is unread. */
export function takeRead(context: SlackContext, request: ReadRequest): void {
  const person = findPerson(request.person);
  const conversation = conversationOf(context, request.conversation, person);
  const newest = context.store.state.messages.findLast((one) => one.conversation === conversation.id);
  if (newest === undefined || conversation.reads[person.id] === newest.ts) return;
  conversation.reads[person.id] = newest.ts;
  context.store.changed();
}
