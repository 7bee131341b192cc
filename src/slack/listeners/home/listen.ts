import type { App } from '@slack/bolt';
import { identify, type ListenerDeps } from '../acting.js';
import { incidentOf } from '../incident.js';
import { homePlace } from './home-place.js';
import type { RefreshHome } from './publish.js';
import { strangerHome } from './stranger-home.js';

/** The App Home is shown anew whenever somebody opens it. */
export function listenToHome(app: App, deps: ListenerDeps, refreshHome: RefreshHome): void {
  app.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab !== 'home') return;
    try {
      const identified = await identify(deps, { teamId: body.team_id, userId: event.user, userTeamId: null });
      if (identified.ok) await refreshHome(client, identified.acting, homePlace(event.view));
      else await client.views.publish({ user_id: event.user, view: strangerHome(identified.sentence) });
    } catch (error) {
      incidentOf(deps, error, { listener: 'home', id: 'app_home_opened' });
    }
  });
}
