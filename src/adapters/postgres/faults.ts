/** SQLSTATEs (appendix A of PostgreSQL's manual) after which the same transaction, run anew, may well pass. */
const transientStates = new Set([
  '40001', // serialization failure
  '40P01', // deadlock
  '53300', // too many connections
  '55P03', // lock not available
  '57014', // cancelled, by our own statement timeout
  '57P01', // the server is shutting down
  '57P02',
  '57P03', // the server is starting up
]);

const transientNetworkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Prisma's: unreachable, timed out, connection closed, pool exhausted, transaction not started in time or conflicted. */
const transientPrismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034']);

/** What `pg` throws without a code of its own. */
const transientMessages =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client was closed|not queryable/i;

/**
 * Whether an error of the database is about the moment (connection lost, deadlock, server restarting) and not about what
 * was asked, so that the work may be tried again. Looks through to the driver's error, which Prisma keeps in `cause` or in
 * `meta.driverAdapterError`.
 */
export function isTransient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const code = textField(error, 'originalCode') ?? textField(error, 'code') ?? '';
  if (code.startsWith('08') || transientStates.has(code)) return true;
  if (transientNetworkCodes.has(code) || transientPrismaCodes.has(code)) return true;
  if (transientMessages.test(textField(error, 'message') ?? '')) return true;
  // Where a name has several addresses, each failed in its own way.
  const several = field(error, 'errors');
  if (Array.isArray(several) && several.some(isTransient)) return true;
  return ['cause', 'meta', 'driverAdapterError'].some((name) => isTransient(field(error, name)));
}

function textField(value: object, name: string): string | null {
  const found = field(value, name);
  return typeof found === 'string' ? found : null;
}

function field(value: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
