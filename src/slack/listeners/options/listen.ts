import type { App } from '@slack/bolt';
import { SLACK_LIMITS } from '../../views/limits.js';
import { identify, type ListenerDeps } from '../acting.js';
import { incidentOf } from '../incident.js';
import { openView } from '../open-view.js';
import { optionsHandlers } from './handlers.js';

/** Menus that are searched while typing. A fault, or somebody who may not look, gets no choices. */
export function listenToOptions(app: App, deps: ListenerDeps): void {
  for (const [id, handler] of Object.entries(optionsHandlers)) {
    app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: id }, async ({ options: asked, ack }) => {
      try {
        const identified = await identify(deps, {
          teamId: asked.team?.id ?? null,
          userId: asked.user.id,
          userTeamId: asked.user.team_id ?? null,
        });
        const view = asked.view === undefined ? null : openView(asked.view);
        const offered = identified.ok ? await handler({ ...identified.acting, typed: asked.value, view }) : [];
        await ack({ options: offered.slice(0, SLACK_LIMITS.selectOptions) });
      } catch (error) {
        incidentOf(deps, error, { listener: 'options', id });
        await ack({ options: [] });
      }
    });
  }
}
