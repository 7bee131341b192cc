import type { HomeView, ModalView } from '@slack/types';
import type { Container } from '../../protocol.js';
import { Refusal } from '../../refusal.js';
import type { StoredConversation, StoredMessage, StoredView } from '../../store/state.js';
import type { SlackContext } from '../context.js';
import { findMessage, slackMessage } from '../messages.js';
import { slackView, stackOf } from '../views.js';
import { APP, type Member, TEAM } from '../workspace.js';
import { channelName, conversationOf } from './typed.js';

/** Interaction payloads: docs.slack.dev/reference/interaction-payloads. */

/** What every interaction carries about who and where. */
export function whoAndWhere(person: Member): Readonly<Record<string, unknown>> {
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: TEAM.id },
    api_app_id: APP.id,
    token: 'sandbox',
    team: { id: TEAM.id, domain: TEAM.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The message or view that an element sits in, as the person sees it now. */
export type Place =
  | { readonly kind: 'message'; readonly message: StoredMessage; readonly conversation: StoredConversation }
  | { readonly kind: 'view'; readonly view: StoredView<ModalView | HomeView> };

export function placeOf(context: SlackContext, person: Member, container: Container): Place {
  if (container.type === 'message') {
    const conversation = conversationOf(context, container.conversation, person);
    const message = findMessage(context, conversation.id, container.ts);
    if (message === undefined || (message.visibleTo !== null && message.visibleTo !== person.id)) {
      throw new Refusal(409, 'That message is no longer there');
    }
    return { kind: 'message', message, conversation };
  }
  const home = context.store.state.homes[person.id];
  const modal = stackOf(context, person.id).find((one) => one.id === container.viewId);
  const view = modal ?? (home?.id === container.viewId ? home : undefined);
  if (view === undefined) throw new Refusal(409, 'That view is no longer open');
  return { kind: 'view', view };
}

/** `container` and what goes with it. An ephemeral message is not repeated in the payload, as in Slack. */
export function containerFields(place: Place): Readonly<Record<string, unknown>> {
  if (place.kind === 'view') {
    return { container: { type: 'view', view_id: place.view.id }, view: slackView(place.view) };
  }
  const { message, conversation } = place;
  const isEphemeral = message.visibleTo !== null;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: conversation.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: conversation.id, name: channelName(conversation) },
    ...(isEphemeral ? {} : { message: slackMessage(message) }),
  };
}
