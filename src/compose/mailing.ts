import type { Config } from '../config.js';
import { sandboxSlack } from './sandbox.js';

export const sendgridUrl = 'https://api.sendgrid.com';

/** SendGrid, or in the sandbox its stand-in, unless a key and another address are configured for it. */
export function mailProvider(
  config: Pick<Config, 'sendgrid' | 'slack'>,
  localUrl: string,
): { readonly apiKey: string; readonly baseUrl: string } {
  const { apiKey, baseUrl } = config.sendgrid;
  if (apiKey !== null && (config.slack.mode !== 'sandbox' || baseUrl !== null)) {
    return { apiKey, baseUrl: baseUrl ?? sendgridUrl };
  }
  return { apiKey: 'SG.sandbox', baseUrl: sandboxSlack.sendgridUrl(localUrl) };
}
