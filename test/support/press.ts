import type { ShownMessage } from '../../src/sandbox/protocol.js';

/** What the sandbox's page says (`POST /sandbox/api/actions`) when somebody presses the button with this action id; null where the message has none. */
export function pressOf(person: string, message: ShownMessage, actionId: string): object | null {
  for (const block of message.blocks) {
    if (block.type !== 'actions') continue;
    const element = block.elements.find((one) => 'action_id' in one && one.action_id === actionId);
    if (element === undefined) continue;
    const container = { type: 'message', conversation: message.conversation, ts: message.ts };
    return { person, container, action: { ...element, block_id: block.block_id }, state: {} };
  }
  return null;
}
