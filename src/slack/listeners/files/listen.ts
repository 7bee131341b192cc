import type { App } from '@slack/bolt';
import { isImportable } from '../../../app/importing/importShared.js';
import { answerOnce } from '../../../app/posting/answerOnce.js';
import { mayDo, type Role, roleOf } from '../../../domain/access.js';
import { type Acting, identify, type ListenerDeps } from '../acting.js';
import { incidentOf } from '../incident.js';
import { notAllowedText } from '../refusals.js';
import { whomToAsk } from '../who-can.js';

/**
 * A file that somebody shares in their DM with the app is offered for import where an import reads such files, once however
 * often Slack tells of it; it is imported at a click.
 */
export function listenToFiles(app: App, deps: ListenerDeps): void {
  app.event('file_shared', async ({ event, body, context }) => {
    if (!event.channel_id.startsWith('D') || event.user_id === context.botUserId) return;
    try {
      const doer = { teamId: body.team_id, userId: event.user_id, userTeamId: null };
      const identified = await identify(deps, doer);
      if (!identified.ok) return;
      const name = await deps.sharedFiles.nameOf(event.file_id);
      if (name === null || !isImportable(name)) return;
      const { actor, workspace } = identified.acting;
      const allowed = mayDo(roleOf(actor), 'build-sequence', false);
      const title = `Import ${name}?`;
      const answer = allowed.ok
        ? { title, text: 'All or nothing; every error comes with its line.', fileId: event.file_id }
        : { title, text: await refusal(identified.acting, allowed.needs) };
      const asked = { workspaceId: workspace.id, slackUserId: event.user_id, eventId: body.event_id };
      await answerOnce(deps, { ...asked, answer });
    } catch (error) {
      incidentOf(deps, error, { listener: 'file', id: 'file_shared' });
    }
  });
}

/** In plain text, as notices are. */
async function refusal(acting: Acting, needs: Role): Promise<string> {
  const ask = await whomToAsk(acting, needs, ({ name }) => name);
  return `${notAllowedText(needs, 'import files')}${ask === null ? '' : ` ${ask}`}`;
}
