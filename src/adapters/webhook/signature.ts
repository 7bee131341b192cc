import { createHmac } from 'node:crypto';

const prefix = 'whsec_';

/** A list's own secret, made of the program's: 32 bytes in base64 after `whsec_`, as Standard Webhooks writes them. */
export function secretFor(programSecret: Buffer, listId: string): string {
  return `${prefix}${createHmac('sha256', programSecret).update(`webhook ${listId}`).digest('base64')}`;
}

/**
 * The headers of a signed request (Standard Webhooks 1.0, "Signature scheme"): HMAC-SHA256 over id, time and body with
 * full stops between them, so that none of them can be changed and an old request is known by its time.
 */
export function signedHeaders(request: {
  readonly secret: string;
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}): Record<string, string> {
  const { secret, id, timestamp, body } = request;
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
