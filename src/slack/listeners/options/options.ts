import type { PlainTextOption } from '@slack/types';
import type { Acting } from '../acting.js';
import type { OpenView } from '../open-view.js';

/** What a menu that is searched while typing asks for. */
export interface OptionsContext extends Acting {
  /** As typed so far; may be empty. */
  readonly typed: string;
  /** The view it sits in. */
  readonly view: OpenView | null;
}

/** The choices for what was typed, the likeliest first; the listener keeps to Slack's 100. */
export type OptionsHandler = (context: OptionsContext) => Promise<readonly PlainTextOption[]>;
