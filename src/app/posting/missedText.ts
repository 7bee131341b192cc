import { readAssignee } from '../../domain/steps/assignee.js';

/**
 * Why something was not shown in a channel, and what to do, as plain text; null where it was for no channel. `code` is Slack's;
 * `conversation` as it is named, which a channel that was renamed is not any more.
 */
export function missedText(conversation: string, code: string): string | null {
  if (readAssignee(conversation).to !== 'channel') return null;
  const channel = conversation.startsWith('#') ? conversation : `the channel ${conversation}`;
  switch (code) {
    case 'channel_not_found':
      return `I do not find ${channel}: it was renamed or is gone, or it is private and I am not in it. Choose the channel anew in the sequence, or invite me there with /invite.`;
    case 'not_in_channel':
      return `I am not in ${channel} any more: invite me there with /invite.`;
    case 'is_archived':
      return `${channel} is archived: choose another channel in the sequence.`;
    default:
      return `Slack takes no message in ${channel} (${code}): choose another channel in the sequence.`;
  }
}
