import type { WebClient } from '@slack/web-api';
import { showHome } from '../../../app/overview/showHome.js';
import type { ShownState } from '../../../app/shown/enrollments.js';
import { stateLabels } from '../../views/enrollments.js';
import { homeView } from '../../views/home.js';
import type { Acting } from '../acting.js';
import { readMetadata } from '../talk.js';

/** Shows the App Home as it is now. `state`: whose enrollments are listed; null: as the use case chooses. */
export async function refreshHome(
  client: Pick<WebClient, 'views'>,
  { deps, actor }: Pick<Acting, 'deps' | 'actor'>,
  state: ShownState | null,
): Promise<void> {
  if (actor.slackUserId === null) return;
  const shown = await showHome(deps, { actor, ...(state === null ? {} : { state }) });
  const view = homeView(shown, { command: deps.settings.command });
  await client.views.publish({
    user_id: actor.slackUserId,
    view: { ...view, private_metadata: JSON.stringify({ state: shown.enrollments.state }) },
  });
}

/** The state that a Home lists, as the view remembers it. */
export function homeState(view: { readonly private_metadata?: string } | undefined): ShownState | null {
  return readHomeState(readMetadata(view?.private_metadata).state);
}

/** A state by its name; null for anything else. */
export function readHomeState(name: unknown): ShownState | null {
  return typeof name === 'string' && isState(name) ? name : null;
}

function isState(name: string): name is ShownState {
  return Object.hasOwn(stateLabels, name);
}
