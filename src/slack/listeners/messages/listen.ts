import type { App } from '@slack/bolt';
import type { AllMessageEvents } from '@slack/types';
import { answerOnce } from '../../../app/posting/answerOnce.js';
import { identify, type ListenerDeps } from '../acting.js';
import { incidentOf } from '../incident.js';
import { whatToType } from './what-to-type.js';

/** What somebody writes to the app in their DM with it is answered, once, with what to type instead. */
export function listenToMessages(app: App, deps: ListenerDeps): void {
  app.event('message', async ({ event, body }) => {
    const written = plainMessage(event);
    if (written === null) return;
    try {
      const doer = { teamId: body.team_id, userId: written.userId, userTeamId: null };
      const identified = await identify(deps, doer);
      // A guest's commands are refused with a sentence of their own.
      if (!identified.ok) return;
      await answerOnce(deps, {
        workspaceId: identified.acting.workspace.id,
        slackUserId: written.userId,
        eventId: body.event_id,
        answer: whatToType(written.text, deps.settings.command),
      });
    } catch (error) {
      incidentOf(deps, error, { listener: 'message', id: 'message.im' });
    }
  });
}

/**
 * What a person wrote as a message of its own in a DM; null for edits, files, what bots write (the app among them), and
 * threads, in which people talk about a message of the app's.
 */
function plainMessage(event: AllMessageEvents): { readonly userId: string; readonly text: string } | null {
  if (event.subtype !== undefined || event.channel_type !== 'im') return null;
  const { user, text = '', bot_id: botId, thread_ts: threadTs } = event;
  if (botId !== undefined || threadTs !== undefined || text.trim() === '') return null;
  return { userId: user, text };
}
