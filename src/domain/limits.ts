/**
 * How large what people enter may be: every limit, so that forms, imports, senders and the schema agree.
 * test/domain/limits.test.ts, and test/app/limits.test.ts for use cases, have for each what just fits and what does not.
 */

/** Of a sequence's file and of stored templates. */
export const sequenceLimits = {
  steps: 200,
  variants: 50,
  /** Of a branch, a rule or an `any`. */
  conditions: 50,
  actions: 50,
  /** How deep a step's file may lie in itself, as `not` and `any` do. */
  nesting: 20,
  weight: 1_000_000,
  /** Of a split test's variant. */
  sample: 1_000_000,
  nameLength: 150,
  idLength: 100,
  descriptionLength: 3000,
  lineLength: 1000,
  /** Characters of a body or of notes: 100 kB. */
  templateLength: 100_000,
  /** A hundred years: what is longer is a slip of the finger, and dates must stay printable. */
  days: 36_500,
  hours: 876_000,
  minutes: 52_560_000,
  skippedDates: 1000,
  /** Of a repeat with an end. */
  times: 1000,
} as const;

/** Of a text as it leaves. */
export const textLimits = {
  /** Characters, what templates fill in included: Twilio refuses longer ones. */
  bodyLength: 1600,
} as const;

/** Of a postcard as it leaves. */
export const postcardLimits = {
  /** Characters of one side's HTML, what templates fill in included. */
  sideLength: 10_000,
} as const;

/** Of any text once its fields are filled in: characters. */
export const renderLimits = { length: 200_000 } as const;

/** Of a report: how many days it reaches back. */
export const reportLimits = { days: 3660 } as const;

/** Of what is asked for at once. */
export const requestLimits = {
  /** Of one enrollment. */
  addresses: 200,
  /** Of one file that is imported in Slack: the largest sequence is far below. */
  fileBytes: 8_000_000,
  /** Over which what is overdue is spread. */
  spreadHours: 720,
  /** How far ahead a pause or a snooze may end. */
  yearsAhead: 1,
} as const;

/** Of a workspace's settings. */
export const settingLimits = {
  /** A week. */
  lateMinutes: 10_080,
  /** That may change something for so many without another manager's yes; more than this is none. */
  people: 1_000_000,
  /** That an address sends an hour or a day; more than this is none. */
  mails: 1_000_000,
  /** Addresses and domains (`@example.com`) that mails may come from. */
  senders: 50,
  postalAddressLength: 500,
} as const;

/** Of a fulfillment list. */
export const listLimits = { items: 50, quantity: 1000 } as const;

/** What fits on a card: a line of the name, the two lines of a US street together, a line abroad, a city. */
export const addressLimits = { nameLength: 40, streetLength: 50, lineLength: 200, cityLength: 200 } as const;

/** Of a contact, whether typed or imported. */
export const contactLimits = {
  /** Characters of a cell, of a custom field and of a tag. */
  cellLength: 500,
  notesLength: 10_000,
  tags: 200,
} as const;
