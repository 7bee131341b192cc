import { createHmac, timingSafeEqual } from 'node:crypto';

const signatureBytes = 16;

/** Bytes as a text for an address, with a truncated HMAC-SHA256 of them, so that nobody makes one by guessing. */
export function signedToken(secret: Buffer, body: Buffer): string {
  return Buffer.concat([signature(secret, body), body]).toString('base64url');
}

/** The bytes that a token was made of; null where it was not signed with this secret, or has none. */
export function readSignedToken(secret: Buffer, token: string): Buffer | null {
  const bytes = Buffer.from(token, 'base64url');
  const body = bytes.subarray(signatureBytes);
  if (body.length === 0) return null;
  return timingSafeEqual(bytes.subarray(0, signatureBytes), signature(secret, body)) ? body : null;
}

function signature(secret: Buffer, body: Buffer): Buffer {
  // As a text of one character a byte: a buffer would have memory of its own, which takes a third as long as all of a token.
  const bytes = createHmac('sha256', secret).update(body).digest('binary');
  return Buffer.from(bytes.slice(0, signatureBytes), 'latin1');
}

export const uuidBytes = 16;

export function bytesOfUuid(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

export function uuidOfBytes(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
