import type { Timers } from '../../app/ports/timers.js';
import { faultOf, outcomeOf } from './outcome.js';

/** What Slack's answers with a page of a list have in common. */
interface Page {
  readonly response_metadata?: { readonly next_cursor?: string };
}

/** The most that users.list and users.conversations both take. */
const pageSize = 999;
/** Slack asks to wait for half a minute or so; where it comes to more than this (milliseconds), a list is given up. */
const mostWaitMs = 120_000;

/**
 * Every page of a list, as large as Slack allows. Where Slack asks to wait, the same page is asked for again after that
 * time: so this may take minutes. Rejects with a fault when Slack cannot be asked.
 */
export async function* pagesOf<P extends Page>(
  timers: Pick<Timers, 'after'>,
  ask: (page: { readonly limit: number; readonly cursor?: string }) => Promise<P>,
): AsyncGenerator<P> {
  let waitedMs = 0;
  const patiently = async (cursor: string): Promise<P> => {
    try {
      return await ask({ limit: pageSize, ...(cursor === '' ? {} : { cursor }) });
    } catch (error) {
      const outcome = outcomeOf(error);
      const waitMs = outcome.kind === 'deferred' ? outcome.retryAfterMs : null;
      if (waitMs === null || waitedMs + waitMs > mostWaitMs) throw faultOf(outcome);
      waitedMs += waitMs;
      await new Promise<void>((resolve) => void timers.after(waitMs, resolve));
      return patiently(cursor);
    }
  };
  let cursor = '';
  do {
    const page = await patiently(cursor);
    yield page;
    cursor = page.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
}
