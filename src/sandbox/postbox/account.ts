/** Where a client of Lob's finds `/v1/postcards`: its base URL is this below the sandbox's own. */
export const LOB_PATH = '/sandbox/lob';

/** The account of postcards that the sandbox's stand-in has: no secret, since it answers this machine only. */
export const sandboxPrinter = {
  apiKey: 'test_of_the_sandbox',
  from: {
    name: null,
    company: 'Harbor Analytics',
    line1: '12 Pier Road',
    line2: null,
    city: 'Portland',
    state: 'ME',
    zip: '04101',
    country: 'US',
  },
} as const;
