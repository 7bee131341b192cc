import type { App } from '@slack/bolt';
import { shortcutIds } from '../../action-ids.js';
import { identify, type ListenerDeps } from '../acting.js';
import { message, refused } from '../answers.js';
import { incidentOf } from '../incident.js';
import { say, type Talk } from '../talk.js';
import { enrollShortcut } from './enroll.js';
import type { ShortcutHandler } from './shortcut.js';

/** Every global shortcut there is. */
const handlers: Readonly<Record<(typeof shortcutIds)[keyof typeof shortcutIds], ShortcutHandler>> = {
  [shortcutIds.enroll]: enrollShortcut,
};

/** The global shortcuts: each opens a modal, so they are acknowledged at once. */
export function listenToShortcuts(app: App, deps: ListenerDeps): void {
  for (const [id, handler] of Object.entries(handlers)) {
    app.shortcut({ callback_id: id, type: 'shortcut' }, async ({ shortcut, ack, client }) => {
      const where = { listener: 'shortcut', id } as const;
      const incident = (error: unknown) => incidentOf(deps, error, where).drawn;
      const talk: Talk = { client, respond: null, triggerId: shortcut.trigger_id, modal: null, remember: {}, incident };
      try {
        await ack();
        const identified = await identify(deps, {
          teamId: shortcut.team?.id ?? null,
          userId: shortcut.user.id,
          userTeamId: shortcut.user.team_id ?? null,
        });
        await say(talk, identified.ok ? await handler(identified.acting) : refused(identified.sentence));
      } catch (error) {
        await say(talk, message(incident(error))).catch((late) => incidentOf(deps, late, where));
      }
    });
  }
}
