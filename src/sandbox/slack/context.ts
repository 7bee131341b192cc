import type { Ids } from '../../app/ports/ids.js';
import type { Timers } from '../../app/ports/timers.js';
import type { Program } from '../program.js';
import type { Store } from '../store/store.js';
import type { Deliver } from './deliver.js';
import type { Triggers } from './triggers.js';

/** What every part of the Slack stand-in works with. */
export interface SlackContext {
  readonly store: Store;
  readonly program: Program;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly triggers: Triggers;
  readonly deliver: Deliver;
  /** Runs `run` after a while, unless the sandbox stops before. */
  readonly later: (delayMs: number, run: () => Promise<void>) => void;
  /** Types of blocks that this Slack does not take yet. */
  readonly refusedBlocks: readonly string[];
  /** Hears of faults that a person is told about in fewer words. */
  readonly onFault: (error: unknown) => void;
}

/** An id as Slack's look: a capital that says the kind, then letters and digits. */
export function slackId(ids: Ids, kind: string): string {
  return kind + ids.next().replaceAll('-', '').slice(-12).toUpperCase();
}
