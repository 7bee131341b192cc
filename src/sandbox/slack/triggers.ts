import type { Ids } from '../../app/ports/ids.js';
import type { Timers } from '../../app/ports/timers.js';
import { SLACK_LIMITS } from '../../slack/views/limits.js';
import { SlackError } from './slack-error.js';

export interface Trigger {
  readonly user: string;
  /** The modal from which it came, so that views.push knows the stack. */
  readonly fromModal: boolean;
}

export interface Triggers {
  /** A new trigger_id for something the person just did; good for 3 seconds and one use. */
  issue(trigger: Trigger): string;
  /**
   * Uses a trigger_id up. Throws `exchanged_trigger_id` for the second use, `expired_trigger_id` after 3 seconds (and
   * for those of before a restart), `invalid_trigger_id` for what none looks like.
   */
  exchange(triggerId: string): Trigger;
}

/** docs.slack.dev/interactivity/handling-user-interaction: "trigger_id ... will expire in 3 seconds", once. */
export function createTriggers(timers: Timers, ids: Ids): Triggers {
  const issued = new Map<string, { trigger: Trigger; expiresAtMs: number; exchanged: boolean }>();
  const KEPT = 1000;

  return {
    issue: (trigger) => {
      const nowMs = timers.nowMs();
      const id = `${nowMs}.${issued.size + 1}.${ids.next().replaceAll('-', '')}`;
      issued.set(id, { trigger, expiresAtMs: nowMs + SLACK_LIMITS.triggerMs, exchanged: false });
      const oldest = issued.keys().next();
      if (issued.size > KEPT && !oldest.done) issued.delete(oldest.value);
      return id;
    },
    exchange: (triggerId) => {
      if (!/^\d+\.\d+\.[0-9a-f]+$/.test(triggerId)) throw new SlackError('invalid_trigger_id');
      const known = issued.get(triggerId);
      if (known?.exchanged === true) throw new SlackError('exchanged_trigger_id');
      if (known === undefined || timers.nowMs() > known.expiresAtMs) throw new SlackError('expired_trigger_id');
      known.exchanged = true;
      return known.trigger;
    },
  };
}
