import { parseEmailAddress } from './email-address.js';

/** Whom a file or command means by an owner, before it is known who that is. */
export type OwnerReference =
  | { readonly by: 'email'; readonly email: string }
  | { readonly by: 'handle'; readonly handle: string }
  | { readonly by: 'slack-id'; readonly slackUserId: string };

/** A member's e-mail, `@handle` or Slack id, also as Slack writes mentions (`<@U1|ana>`); null for anything else. */
export function parseOwnerReference(text: string): OwnerReference | null {
  const written = text.trim();
  const slackUserId =
    /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(written)?.[1] ?? /^([UW][A-Z0-9]{5,})$/.exec(written)?.[1];
  if (slackUserId !== undefined) return { by: 'slack-id', slackUserId };
  const handle = /^@([\p{L}\p{N}._-]+)$/u.exec(written)?.[1];
  if (handle !== undefined) return { by: 'handle', handle };
  const address = parseEmailAddress(written);
  return address.ok ? { by: 'email', email: address.email } : null;
}

/** Whether somebody is whom a reference means. */
export function isMeant(
  one: { readonly slackUserId: string | null; readonly handle: string; readonly email: string | null },
  reference: OwnerReference,
): boolean {
  switch (reference.by) {
    case 'email':
      return one.email?.toLowerCase() === reference.email.toLowerCase();
    case 'handle':
      return one.handle.toLowerCase() === reference.handle.toLowerCase();
    case 'slack-id':
      return one.slackUserId === reference.slackUserId;
  }
}
