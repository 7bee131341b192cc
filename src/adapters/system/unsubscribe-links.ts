import type { UnsubscribeLinks } from '../../app/firing/unsubscribeLinks.js';
import { onceOf } from '../../domain/once.js';
import { bytesOfUuid, readSignedToken, signedToken, uuidBytes, uuidOfBytes } from './signed-token.js';

/** Where unsubscribe links lead below the public address. */
const unsubscribePath = '/u/';

/**
 * Signed links: `<public address>/u/<token>`, where the token is the workspace's id and the address, signed, so that nobody
 * can unsubscribe somebody else by guessing. With no public address it is a mail to `mailto` whose subject carries the
 * token. The headers are those of RFC 2369, and with a web address of RFC 8058 (one click).
 */
export function createUnsubscribeLinks(options: {
  readonly secret: Buffer;
  readonly publicUrl: string | null;
  /** The address that takes the wish where there is no public one. */
  readonly mailto: string | null;
}): UnsubscribeLinks {
  const { secret, publicUrl, mailto } = options;
  const bytesOfWorkspace = onceOf(100, bytesOfUuid);
  return {
    forContact(workspaceId, email) {
      const body = Buffer.concat([bytesOfWorkspace(workspaceId), Buffer.from(email.toLowerCase())]);
      const token = signedToken(secret, body);
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
      const body = readSignedToken(secret, token);
      if (body === null || body.length <= uuidBytes) return null;
      return { workspaceId: uuidOfBytes(body.subarray(0, uuidBytes)), email: body.subarray(uuidBytes).toString() };
    },
  };
}
