import type { WebClient } from '@slack/web-api';
import { showHome } from '../../../app/overview/showHome.js';
import { homeView } from '../../views/home.js';
import type { Acting } from '../acting.js';
import { type HomePlace, homePlaceValue, readHomePlace } from './home-place.js';

/** Shows the App Home as it is now. `place`: which enrollments are listed; null: as the use case chooses. */
export type RefreshHome = (
  client: Pick<WebClient, 'views'>,
  acting: Pick<Acting, 'deps' | 'actor'>,
  place: HomePlace | null,
) => Promise<void>;

/**
 * One for all that refreshes App Homes. Who clicks again before the Home has followed has it read twice at once: what was read
 * first would stand there for good where it was published last. So a Home goes to Slack only where nobody has begun to read it
 * anew, and after the one that is on its way. Another process may have been asked meanwhile, and may have published before: then
 * it is read and published once more, so that whatever arrives last was read after the last asking.
 */
export function createRefreshHome(): RefreshHome {
  const newest = new Map<string, number>();
  const published = new Map<string, Promise<unknown>>();
  let begun = 0;
  return async (client, { deps, actor }, place) => {
    const { slackUserId } = actor;
    if (slackUserId === null) return;
    begun += 1;
    const own = begun;
    newest.set(slackUserId, own);
    const isNewest = () => newest.get(slackUserId) === own;
    const publish = async (from: HomePlace | null) => {
      const shown = await showHome(deps, { actor, ...from });
      const view = homeView(shown, { command: deps.settings.command });
      await published.get(slackUserId);
      if (!isNewest()) return;
      const private_metadata = JSON.stringify({ state: homePlaceValue(shown.enrollments) });
      const publishing = client.views.publish({ user_id: slackUserId, view: { ...view, private_metadata } });
      // Whether it went well is for whoever published it.
      const over = publishing.catch(() => undefined);
      published.set(slackUserId, over);
      await publishing.finally(() => {
        if (published.get(slackUserId) === over) published.delete(slackUserId);
      });
    };
    try {
      const { homeViews } = deps.store.read;
      let answered = await homeViews.ask(actor.id, place === null ? null : homePlaceValue(place));
      await publish(place);
      for (;;) {
        const last = await homeViews.last(actor.id);
        if (last === null || last.number === answered || !isNewest()) return;
        answered = last.number;
        await publish(readHomePlace(last.place));
      }
    } finally {
      if (isNewest()) newest.delete(slackUserId);
    }
  };
}
