import type { Timers } from '../../app/ports/timers.js';

/**
 * Slack takes about one chat.postMessage a second in each channel (docs.slack.dev/apis/web-api/rate-limits).
 * Answers the seconds to wait (Retry-After), or null where the post may pass.
 */
export function createPostLimit(perSecond: number | undefined, timers: Timers): (channel: string) => number | null {
  const posts = new Map<string, number[]>();
  return (channel) => {
    if (perSecond === undefined) return null;
    const nowMs = timers.nowMs();
    const recent = (posts.get(channel) ?? []).filter((atMs) => atMs > nowMs - 1000);
    if (recent.length >= perSecond) return 1;
    posts.set(channel, [...recent, nowMs]);
    return null;
  };
}
