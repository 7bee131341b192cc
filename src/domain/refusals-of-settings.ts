/**
 * Refusals of what admins set and of what is typed into the form of a contact, by code: whole sentences for a field.
 * test/app/refusals.test.ts has a worked example for each.
 */
export const settingRefusals = {
  notGrid: (grids: readonly number[]) => `The grid of delays is ${grids.join(', ')} minutes: choose one of these.`,
  notLateAfter: () => 'Write a time from 0 minutes to 7 days.',
  notPeople: (most: string) => `Write a whole number of people from 0 to ${most}.`,
  notMails: (most: string) => `Write a whole number of mails from 1 to ${most}, or leave it empty for no limit.`,
  noMailFrom: () => 'Write the address that mails come from: nothing else names one.',
  noPostalAddress: () => 'Write the postal address: every mail has to carry one.',
  notPostalAddress: (least: number, most: number) =>
    `Write the whole postal address, in ${least} to ${most} characters.`,
  tooManySenders: (most: number) => `List at most ${most}; a whole domain is \`@example.com\`.`,
  notManager: (named: string) => `Guests and bots cannot be managers: leave ${named} out.`,
  nobodyNamed: (named: string, hint: string) => `Nobody here is ${named}${hint || ': name somebody who is in Slack.'}`,
  notOwnerHere: (named: string) => `${named} is not a full member of this Slack workspace: name somebody else.`,
  notFieldName: (name: string) => `"${name}" cannot be the name of a custom field: take another.`,
} as const;
