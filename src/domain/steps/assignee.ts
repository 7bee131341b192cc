import { type OwnerReference, parseOwnerReference } from '../contact/owner-reference.js';

/** Who does a task, as a step names them. */
export type Assignee =
  | { readonly to: 'owner' }
  /** A channel's id, or `#name`: anybody there may do it. */
  | { readonly to: 'channel'; readonly channel: string }
  | { readonly to: 'member'; readonly reference: OwnerReference };

/** As long as the ids of people: shorter words in capitals are handles. */
const channelId = /^[CG][A-Z0-9]{5,}$/;

/** Reads a step's `assignee`: `owner`, a channel, or a member by address, `@handle`, handle or Slack id. */
export function readAssignee(text: string): Assignee {
  const written = text.trim();
  if (written === 'owner') return { to: 'owner' };
  if (written.startsWith('#') || channelId.test(written)) return { to: 'channel', channel: written };
  const reference = parseOwnerReference(written) ?? { by: 'handle', handle: written.replace(/^@/, '') };
  return { to: 'member', reference };
}
