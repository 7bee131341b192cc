import type { App } from '@slack/bolt';
import { isImportable } from '../../../app/importing/importShared.js';
import { mayDo, type Role, roleOf } from '../../../domain/access.js';
import { answerMessage } from '../../views/answer.js';
import { importOffer } from '../../views/import.js';
import { identify, type ListenerDeps } from '../acting.js';
import { incidentOf } from '../incident.js';
import { notAllowedText } from '../refusals.js';

/**
 * A file that somebody shares in their DM with the app is offered for import where an import reads such files; it is
 * imported at a click, so that an event that Slack sends twice imports nothing twice.
 */
export function listenToFiles(app: App, deps: ListenerDeps): void {
  app.event('file_shared', async ({ event, body, context, client }) => {
    if (!event.channel_id.startsWith('D') || event.user_id === context.botUserId) return;
    try {
      const doer = { teamId: body.team_id, userId: event.user_id, userTeamId: null };
      const identified = await identify(deps, doer);
      if (!identified.ok) return;
      const { file } = await client.files.info({ file: event.file_id });
      if (file?.name === undefined || !isImportable(file.name)) return;
      const allowed = mayDo(roleOf(identified.acting.actor), 'build-sequence', false);
      const { text, blocks } = allowed.ok ? importOffer(file.name, event.file_id) : importRefusal(allowed.needs);
      await client.chat.postMessage({ channel: event.channel_id, text, blocks: [...blocks] });
    } catch (error) {
      incidentOf(deps, error, { listener: 'file', id: 'file_shared' });
    }
  });
}

function importRefusal(needs: Role) {
  return answerMessage({ tone: 'refused', text: notAllowedText(needs, 'import files') });
}
