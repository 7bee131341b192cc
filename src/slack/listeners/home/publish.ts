import type { WebClient } from '@slack/web-api';
import { showHome } from '../../../app/overview/showHome.js';
import { homeView } from '../../views/home.js';
import type { Acting } from '../acting.js';
import { type HomePlace, homePlaceValue } from './home-place.js';

/** Shows the App Home as it is now. `place`: which enrollments are listed; null: as the use case chooses. */
export async function refreshHome(
  client: Pick<WebClient, 'views'>,
  { deps, actor }: Pick<Acting, 'deps' | 'actor'>,
  place: HomePlace | null,
): Promise<void> {
  if (actor.slackUserId === null) return;
  const shown = await showHome(deps, { actor, ...place });
  const view = homeView(shown, { command: deps.settings.command });
  await client.views.publish({
    user_id: actor.slackUserId,
    view: { ...view, private_metadata: JSON.stringify({ state: homePlaceValue(shown.enrollments) }) },
  });
}
