import { createHmac, timingSafeEqual } from 'node:crypto';
import type { UnsubscribeLinks } from '../../app/firing/unsubscribeLinks.js';

/** Where unsubscribe links lead below the public address. */
const unsubscribePath = '/u/';

const signatureBytes = 16;

/**
 * Signed links: `<public address>/u/<token>`, where the token is the workspace's id, the address and a truncated
 * HMAC-SHA256 of both, so that nobody can unsubscribe somebody else by guessing. With no public address it is a mail to
 * `mailto` whose subject carries the token. The headers are those of RFC 2369, and with a web address of RFC 8058
 * (one click).
 */
export function createUnsubscribeLinks(options: {
  readonly secret: Buffer;
  readonly publicUrl: string | null;
  /** The address that takes the wish where there is no public one. */
  readonly mailto: string | null;
}): UnsubscribeLinks {
  const { secret, publicUrl, mailto } = options;
  const sign = (body: Buffer) => createHmac('sha256', secret).update(body).digest().subarray(0, signatureBytes);
  return {
    forContact(workspaceId, email) {
      const body = Buffer.concat([
        Buffer.from(workspaceId.replaceAll('-', ''), 'hex'),
        Buffer.from(email.toLowerCase()),
      ]);
      const token = Buffer.concat([sign(body), body]).toString('base64url');
      if (publicUrl !== null) {
        const url = `${publicUrl}${unsubscribePath}${token}`;
        return {
          url,
          headers: { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
        };
      }
      const url = `mailto:${mailto ?? ''}?subject=${encodeURIComponent(`unsubscribe ${token}`)}`;
      return { url, headers: { 'List-Unsubscribe': `<${url}>` } };
    },
    read(token) {
      const bytes = Buffer.from(token, 'base64url');
      const signature = bytes.subarray(0, signatureBytes);
      const body = bytes.subarray(signatureBytes);
      if (body.length <= 16 || !timingSafeEqual(signature, sign(body))) return null;
      const hex = body.subarray(0, 16).toString('hex');
      const workspaceId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return { workspaceId, email: body.subarray(16).toString() };
    },
  };
}
