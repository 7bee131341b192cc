import { type SlackContext, slackId } from '../context.js';
import type { Delivery } from '../deliver.js';
import { APP, TEAM } from '../workspace.js';

/** Slack sends an event again at once, after a minute and after five: docs.slack.dev/apis/events-api, "Retries". */
const RETRY_DELAYS_MS = [0, 60_000, 300_000];

/** Sends an event of the Events API; resolves with the first attempt, later ones follow on timers. */
export async function sendEvent(context: SlackContext, event: Readonly<Record<string, unknown>>): Promise<void> {
  const body = {
    token: 'sandbox',
    team_id: TEAM.id,
    api_app_id: APP.id,
    event,
    type: 'event_callback',
    event_id: slackId(context.ids, 'Ev'),
    event_time: Math.floor(context.timers.nowMs() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: TEAM.id, user_id: APP.botUserId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
  const attempt = async (number: number, reason: string | null): Promise<void> => {
    const headers: Readonly<Record<string, string>> =
      reason === null ? {} : { 'x-slack-retry-num': String(number), 'x-slack-retry-reason': reason };
    const delivery = await context.deliver.json(body, headers);
    const delayMs = RETRY_DELAYS_MS[number];
    if (delivery.kind === 'acknowledged' || delayMs === undefined) return;
    const again = () => attempt(number + 1, reasonOf(delivery));
    if (delayMs === 0) await again();
    else context.later(delayMs, again);
  };
  await attempt(0, null);
}

function reasonOf(delivery: Exclude<Delivery, { kind: 'acknowledged' }>): string {
  if (delivery.kind === 'timeout') return 'http_timeout';
  return delivery.kind === 'refused' ? 'http_error' : 'connection_failed';
}
