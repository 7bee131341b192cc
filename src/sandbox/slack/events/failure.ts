import type { Delivery } from '../deliver.js';

/** Slack's own words for a failed slash command, as it shows them to the person. */
export function commandFailure(command: string, delivery: Exclude<Delivery, { kind: 'acknowledged' }>): string {
  const codes = { timeout: 'operation_timeout', refused: 'dispatch_failed', unreachable: 'dispatch_failed' } as const;
  return `${command} failed with the error "${codes[delivery.kind]}"`;
}

/** The same for a click or a modal. */
export function failure(delivery: Exclude<Delivery, { kind: 'acknowledged' }>): string {
  if (delivery.kind === 'timeout') return 'Drumbeat did not answer within 3 seconds. Try again?';
  const why = delivery.kind === 'refused' ? `HTTP ${delivery.status}` : 'not reachable';
  return `We had some trouble connecting (${why}). Try again?`;
}
