import type { KnownBlock } from '@slack/types';
import { lengthWords, type ShownLength } from '../../app/shown/textLength.js';
import type { ActionId } from '../action-ids.js';
import { context } from './blocks.js';
import { escaped } from './text.js';

/** How long a text is for somebody made up; null: there is none to tell of. */
export function lengthNote(length: ShownLength | null): KnownBlock[] {
  return context(length === null ? null : `For somebody made up: ${escaped(lengthWords(length), 500)}`);
}

/** The field, with every pause in the typing told to the app, which says how long the text is by then. */
export function toldWhileTyping(block: KnownBlock, actionId: ActionId): KnownBlock {
  if (block.type !== 'input' || block.element.type !== 'plain_text_input') return block;
  const config = { trigger_actions_on: ['on_character_entered' as const] };
  const element = { ...block.element, action_id: actionId, dispatch_action_config: config };
  return { ...block, dispatch_action: true, element };
}
