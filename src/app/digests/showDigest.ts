import { DateTime } from 'luxon';
import { isLateDigest } from '../../domain/digest/schedule.js';
import type { Tables } from '../ports/store.js';
import type { PostContent } from '../ports/stores/tasks.js';
import type { ShownDigest } from '../posting/shown.js';
import { composeDigest } from './composeDigest.js';
import { reportLag } from './runDueDigests.js';

/**
 * A digest's message as it is at `now`, for exactly the span it was made for; null when the digest has been stopped
 * meanwhile. It is late when it was missed, and also when it was made in time and Slack could not be reached.
 */
export async function showDigest(
  tables: Tables,
  content: Extract<PostContent, { kind: 'digest' }>,
  now: DateTime,
): Promise<ShownDigest | null> {
  const digest = await tables.digests.byId(content.digestId);
  const workspace = digest === null ? null : await tables.workspaces.byId(digest.workspaceId);
  if (digest === null || workspace === null) return null;
  const to = utc(content.to);
  const dueAt = content.lateFrom === undefined ? to.plus(reportLag) : utc(content.lateFrom);
  return composeDigest(tables, {
    workspace,
    from: utc(content.from),
    to,
    now,
    zone: digest.zone,
    lateFrom: isLateDigest(dueAt, now) ? dueAt : null,
  });
}

function utc(iso: string): DateTime {
  return DateTime.fromISO(iso, { zone: 'utc' });
}
