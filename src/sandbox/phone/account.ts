/** Where a client of Twilio's finds `/2010-04-01/Accounts/...`: its base URL is this below the sandbox's own. */
export const TWILIO_PATH = '/sandbox/twilio';

/** The account of texts that the sandbox's stand-in has: no secret, since it answers this machine only. */
export const sandboxAccount = {
  accountSid: `AC${'5a'.repeat(16)}`,
  authToken: 'the-token-of-the-sandbox',
  numbers: [
    { number: '+15005550006', label: 'Harbor sales' },
    { number: '+442079460001', label: 'Harbor London' },
  ],
} as const;
