/**
 * Refusals of what a file or a form says, by code: a sentence that says what to do, without its first word, which is the
 * path. `refusal.ts` puts the tables together; test/domain/refusals.test.ts has a worked example for each code.
 */
export const refusals = {
  // What a value has to be.
  notText: () => 'must be a text',
  empty: () => 'must not be empty',
  tooLong: (most: number) => `must be at most ${most} characters`,
  notId: () => 'must be lower-case letters, digits and hyphens',
  notTemplateName: () => 'must be lower-case letters and digits, with hyphens between',
  notHtml: () => 'must be HTML, as in <html>...</html>',
  notList: (of: string) => `must be a list of ${of}`,
  noneInList: (of: string) => `must have at least one ${of}`,
  tooMany: (most: number, of: string) => `must be at most ${most} ${of}`,
  notObject: (keys: readonly string[]) => `must be an object with ${keys.join(', ')}`,
  notOneOf: (known: readonly string[]) => `must be one of ${known.join(', ')}`,
  notEither: (one: string, other: string) => `must be ${one} or ${other}`,
  notTrue: () => 'must be true',
  notWhole: (least: number) => `must be a whole number from ${least}`,
  notWithin: (least: number, most: number) => `must be a whole number from ${least} to ${most}`,
  tooLarge: (most: number) => `must be at most ${most}`,
  notWeight: (most: number) => `must be a number above 0, at most ${most}`,
  notValue: (others: string) => `must be a text, a number, ${others}`,
  tooDeep: (most: number) => `lies more than ${most} levels deep: split it into several steps`,

  // Time.
  notTime: (like: string) => `must be a time in quotes, like "${like}"`,
  noSuchTime: (last: string) => `must be a time from "00:00" to "${last}"`,
  notDate: () => 'must be a date in quotes, like "2026-12-24"',
  noSuchDate: () => 'must be a date, like "2026-12-24"',
  notDuration: (forms: string) => `must be ${forms}`,
  notWhen: () => 'must be "immediately" or an object with days, at, delay, weekdays',
  notOffset: () => 'must be days before or after, like "-7 days" or "3 days"',
  noWeekday: () => 'must name at least one weekday',
  notCountry: () => 'must be a country code, like "US" or "US-CA"',
  notReenroll: () => 'must be never, always or "after N days"',
  shutBeforeOpen: (from: string, to: string) => `from must be before to (${from} to ${to})`,
  noSharedDay: (days: readonly string[]) =>
    `shares no day with the window: name one on which it is open (${days.join(', ')})`,

  // Steps, and how they go together.
  notSequence: () => 'must be a sequence: an object with name and steps',
  notStep: () => 'must be a step',
  wrongKind: (kind: string, type: string, known: readonly string[]) =>
    `${kind} has no place in a ${type} sequence: use ${known.join(', ')}`,
  stepIdTaken: (id: string) => `"${id}" is used by another step: write another id`,
  variantIdTaken: (id: string) => `"${id}" is used by another variant: write another id`,
  missing: (keys: string) => `${keys} is missing: add it`,
  excluding: (keys: string) => `${keys} exclude each other: keep one`,
  unknownKey: (key: string, hint: string) => `unknown key "${key}"; ${hint}`,
  valueWithoutPlace: () => '"value" has no place with set and empty: take it out',
  gotoBack: (id: string) => `"${id}" does not come after this step: name one that does; loops are repeat`,
  gotoNowhere: (id: string) => `there is no step "${id}" after this one: name one that comes later`,
  notWay: () => 'must be continue, exit, { goto: step } or { move: sequence }',
  notCondition: () =>
    'must be a condition: tag, field, replied, opened, clicked, meetingBooked, taskOutcome, not or any',
  neverOpened: (id: string, kind: string) =>
    `${id} is a step of kind ${kind}, and only mails are opened and clicked; name a step of kind email`,
  neverReplied: (id: string, kind: string) =>
    `${id} is a step of kind ${kind}, and only what goes out is replied to; name an email, sms, task, postcard or fulfillment step, or any`,
  neverEnded: (id: string, kind: string) =>
    `${id} is a step of kind ${kind}, and only tasks have an outcome; name a step of kind task`,
  notAction: (known: readonly string[]) => `must be an action: ${known.join(', ')}`,
  notWebAddress: () => 'must be a web address that begins with https:// or http://',
  notSender: (address: string, listed: string) =>
    `mails may not come from ${address}${listed}; an admin can add it with \`settings sender ${address}\``,
  nothingToPromote: () => 'has nothing to promote: add variants, or take it out',
  pauseOnDates: () => 'a task cannot pause a date sequence: take it out',
  repeatOnDates: () => 'has no place in a date sequence; use "annually" in its when',

  // Other files.
  noTemplate: () => 'there is no template in here: begin one with template and kind',
  templateTwice: (name: string) => `there are two templates named ${name}: name one otherwise`,
  notRecipient: () => 'must be a mail address or a web address that begins with https://',

  // What `simulate` takes.
  notCase: () => 'must be a case: a JSON object',
  notZoneName: () => 'must be an IANA time zone, like "Europe/London"',
  notDateTime: () => 'must be an ISO date-time, like "2026-03-02T15:01" or "2026-03-02T15:01Z"',
  notFields: () => 'must be an object of fields',
  notEvent: () => 'must be an event: an object with at and type',
  beforeEnrolled: () => 'is before the enrollment: write a later time',

  notWebhook: () => 'That is not a web address; write it as in https://example.com/deliveries.',
  plainWebhook: () => 'A webhook begins with https://: write it so.',
  passwordInWebhook: () => 'Leave name and password out of the address: every delivery is signed instead.',

  // Cells of contacts; these stand alone, as whole sentences.
  notAddress: (address: string, why: string) => `${address} is not an e-mail address: ${why}.`,
  noAddress: () => 'Write an e-mail address: there is none.',
  notZone: (text: string, near: string | null) =>
    `${text} is not a time zone; ${near === null ? 'write it as in Europe/London or America/New_York.' : `did you mean ${near}?`}`,
  notPhone: (text: string, why: string) => `${text} is not a telephone number${why}.`,
  noSuchDay: (text: string) => `${text} is not a day of the calendar: write one as in 2026-12-24.`,
  cellTooLong: (most: number, length: number) => `Write at most ${most} characters; it has ${length}.`,
  tooManyTags: (most: number, amount: number) => `Keep at most ${most} tags; there are ${amount}.`,
  tagTooLong: (most: number) => `Write at most ${most} characters for a tag.`,
  partMissing: (part: string) => `The ${part} is missing: fill it in.`,
  notCountryName: (text: string) => `${text} is not a country; write its name in English or two letters.`,
  notState: (text: string) => `${text} is not a US state; write it as in CA.`,
  notZip: (text: string) => `${text} is not a US zip code; write it as in 94107 or 94107-2282.`,
  nameTooLong: (name: string, most: number) =>
    `${name} is longer than the ${most} characters that fit on a card: shorten it.`,
  streetTooLong: (most: number) => `The street is longer than the ${most} characters that fit on a card: shorten it.`,
  cityTooLong: (most: number) => `The city is too long for a card: write at most ${most} characters.`,
  tooManyParts: () => 'It has more parts than name, street, second line, city, state and zip: leave the others out.',
  noEmailColumn: (hint: string) => `There is no column email${hint}: name the column of the addresses so.`,
  columnTwice: (one: string, other: string, cell: string) =>
    `The columns ${one} and ${other} are both ${cell}; keep one.`,
  tooManyCells: (cells: number, columns: number) =>
    `The line has ${cells} cells but the header has ${columns}; put a value that contains the separator in quotation marks.`,
  noHeader: (text: string) => `"${text}" stands in a column without a header: name the column, or empty the cell.`,
  notUtf8: () => 'The file is not UTF-8; save it as "CSV UTF-8".',
  noLine: () => 'The file is empty: write a header and a line for each contact.',
  openQuote: () => 'A quotation mark is opened on or after this line and never closed: close it.',
  unreadableLine: (why: string) => `Mend this line, it cannot be read: ${why}`,
  notOwner: (text: string) => `${text} names no owner; write an e-mail address, @handle or Slack id.`,
} as const;
