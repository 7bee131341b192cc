import type { CardLinks } from '../../app/ports/card-links.js';
import { bytesOfUuid, readSignedToken, signedToken, uuidBytes, uuidOfBytes } from './signed-token.js';

/** Where pictures of cards lie below the public address. */
const cardsPath = '/cards/';

const versionBytes = 4;
const leastBytes = versionBytes + 2 * uuidBytes;

/** Signed addresses: `<public address>/cards/<token>.png`, where the token is version, template, member and contact. */
export function createCardLinks(options: { readonly secret: Buffer; readonly publicUrl: string | null }): CardLinks {
  const { secret, publicUrl } = options;
  return {
    urlOf({ templateId, version, memberId, contactId }) {
      if (publicUrl === null) return null;
      const number = Buffer.alloc(versionBytes);
      number.writeUInt32BE(version);
      const ids = [templateId, memberId, ...(contactId === null ? [] : [contactId])].map(bytesOfUuid);
      return `${publicUrl}${cardsPath}${signedToken(secret, Buffer.concat([number, ...ids]))}.png`;
    },
    read(token) {
      const body = readSignedToken(secret, token);
      if (body === null || (body.length !== leastBytes && body.length !== leastBytes + uuidBytes)) return null;
      const idAt = (index: number) => {
        const start = versionBytes + index * uuidBytes;
        return uuidOfBytes(body.subarray(start, start + uuidBytes));
      };
      const contactId = body.length === leastBytes ? null : idAt(2);
      return { version: body.readUInt32BE(0), templateId: idAt(0), memberId: idAt(1), contactId };
    },
  };
}
