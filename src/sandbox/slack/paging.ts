import type { Args } from './args.js';
import { SlackError } from './slack-error.js';

/** Cuts a list as Slack's cursors do: docs.slack.dev/apis/web-api/pagination. */
export function page<T>(
  all: readonly T[],
  args: Args,
  defaultLimit: number,
): { readonly items: readonly T[]; readonly nextCursor: string } {
  const cursor = args.text('cursor') ?? '';
  const start = cursor === '' ? 0 : decodeCursor(cursor);
  const limit = Math.max(1, Math.min(args.number('limit', defaultLimit), 1000));
  const end = start + limit;
  return {
    items: all.slice(start, end),
    nextCursor: end < all.length ? Buffer.from(`next:${end}`).toString('base64') : '',
  };
}

function decodeCursor(cursor: string): number {
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString());
  if (match === null) throw new SlackError('invalid_cursor');
  return Number(match[1]);
}
