import type { Intent } from '../../command/intent.js';
import type { Acting } from '../acting.js';
import type { Answer } from '../answers.js';

/** A command in context. */
export interface CommandContext extends Acting {
  /** Where it was typed: a conversation’s Slack id. Null where it comes from a modal. */
  readonly channel: string | null;
  /** Who typed it was asked whether they mean it, and said yes. */
  readonly isConfirmed?: true;
}

export type IntentOf<K extends Intent['kind']> = Extract<Intent, { kind: K }>;

/** What a command can be answered with: it was typed in no view. */
export type CommandAnswer = Exclude<Answer, { kind: 'update' | 'home' }>;

/** Runs the use case, then says what to answer. A message that is there soon goes into the acknowledgement; everything else follows it. */
export type CommandHandler<K extends Intent['kind']> = (
  intent: IntentOf<K>,
  context: CommandContext,
) => Promise<CommandAnswer>;
