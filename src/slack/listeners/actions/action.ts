import type { Acting } from '../acting.js';
import type { Answer } from '../answers.js';
import type { OpenView } from '../open-view.js';

/** Where a button or menu sits. */
export type ActionPlace = 'message' | 'ephemeral' | 'home' | 'modal';

/** A click or a choice. */
export interface ActionContext extends Acting {
  readonly place: ActionPlace;
  readonly blockId: string;
  /** A button's value, or what was chosen: an option's value, a Slack id, a date, a time. Empty where nothing is chosen. */
  readonly value: string;
  /** The view it sits in; null in messages. */
  readonly view: OpenView | null;
  /** The conversation of the message it sits in; null in views. */
  readonly channel: string | null;
  /** The message it sits in, where that stays in Slack: not in views and ephemeral ones. */
  readonly message: { readonly channel: string; readonly ts: string } | null;
}

/** Runs the use case, then says what to answer. `nothing` where a message of Drumbeat's own is rewritten in place. */
export type ActionHandler = (context: ActionContext) => Promise<Answer>;
