import type { App } from '@slack/bolt';
import type { ListenerDeps } from './acting.js';
import { listenToActions } from './actions/listen.js';
import { listenToCommands } from './commands/listen.js';
import { listenToFiles } from './files/listen.js';
import { listenToHome } from './home/listen.js';
import { createRefreshHome } from './home/publish.js';
import { incidentOf } from './incident.js';
import { listenToMessages } from './messages/listen.js';
import { listenToOptions } from './options/listen.js';
import { listenToShortcuts } from './shortcuts/listen.js';
import { listenToSubmissions } from './views/listen.js';

/**
 * Everything that Slack can tell Drumbeat, by what Slack calls it: `commands/`, `actions/` (buttons and menus), `views/`
 * (submitted modals), `shortcuts/`, `options/` (menus searched while typing), `home/`, `messages/` (what is written to the
 * app) and `files/` (what is shared with it). In each folder `listen.ts` talks with Bolt, `handlers.ts` is the closed table,
 * and every other file handles one command, one group of action ids or one
 * modal: `(context) => Promise<Answer>`, where the context says who acts (`acting.ts`) and the answer what to show
 * (`answers.ts`, said by `talk.ts`). A handler runs one use case and never calls Slack itself, so that what it changes is
 * committed before the acknowledgement (that of a command waits for little: `commands/listen.ts`). What it throws becomes an incident (`incident.ts`).
 */
export function registerListeners(app: App, deps: ListenerDeps): void {
  const refreshHome = createRefreshHome();
  listenToCommands(app, deps);
  listenToActions(app, deps, refreshHome);
  listenToSubmissions(app, deps, refreshHome);
  listenToShortcuts(app, deps);
  listenToOptions(app, deps);
  listenToHome(app, deps, refreshHome);
  listenToMessages(app, deps);
  listenToFiles(app, deps);
  app.error(async (error) => void incidentOf(deps, error, { listener: 'bolt', id: error.code }));
}
