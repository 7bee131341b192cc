import { sequenceHelp } from './sequence-help.js';
import type { Verb } from './verbs.js';

/** What help says of a command. Examples stand without the command's own name. All texts are mrkdwn. */
export interface VerbHelp {
  /** After the verb: what it does, in a few words. */
  readonly summary: string;
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  readonly notes: readonly string[];
}

const address = 'ada@example.com';

export const verbHelp: Readonly<Record<Verb, VerbHelp>> = {
  enroll: {
    summary: 'put somebody in a sequence',
    examples: [
      {
        line: `enroll ${address} in saas-outbound`,
        does: 'from their owner, or from you; the first step comes in its time',
      },
      { line: `enroll ${address}, ben@example.com in SaaS outbound from @rep`, does: 'two people, for a colleague' },
      {
        line: `enroll ${address} in saas-outbound at linkedin on 2026-12-01 09:00`,
        does: 'from a later step, on a date',
      },
      { line: 'enroll', does: 'a form that shows the dates first' },
    ],
    notes: [
      'Nobody is enrolled before you have seen what stands in the way: a suppressed address, a sequence they are in already, a merge field that would stay blank.',
      'A date may be `today`, `tomorrow` or `monday`; it is read on the account’s clock. A sequence’s name with such words in it goes in quotes.',
    ],
  },
  why: {
    summary: 'what happened, what is next, and why then',
    examples: [
      { line: `why ${address}`, does: 'in every sequence' },
      { line: `why ${address} in saas-outbound`, does: 'in that one' },
    ],
    notes: ['It names the rule that set a time, what it counts from, and every move by weekdays and windows.'],
  },
  status: {
    summary: 'where somebody is',
    examples: [{ line: `status ${address}`, does: 'what went out, and what comes' }],
    notes: [],
  },
  tasks: {
    summary: 'your open tasks, the overdue first',
    examples: [{ line: 'tasks', does: 'each with its buttons' }],
    notes: ['Every task is also a message here, in your direct messages with the app.'],
  },
  today: {
    summary: 'what goes out today, and what is held',
    examples: [
      { line: 'today', does: 'yours, by the hour' },
      { line: 'today team', does: 'everybody’s, with whose each is (managers)' },
    ],
    notes: [],
  },
  pause: {
    summary: 'let nothing go out for now',
    examples: [
      { line: `pause ${address}`, does: 'one contact' },
      { line: `pause ${address} until 2026-12-01`, does: 'goes on by itself at the start of that day' },
      { line: 'pause saas-outbound', does: 'a whole sequence (managers)' },
      {
        line: 'pause me until monday',
        does: 'all that is yours, while you are away; your tasks can go to a colleague',
      },
      { line: 'pause everything', does: 'the workspace (admins)' },
    ],
    notes: [
      'Nobody loses their place, and nothing is sent twice when you resume.',
      'The day after `until` is read on the account’s clock, and may be `tomorrow` or `monday`; what is overdue by then goes at its next usual time.',
    ],
  },
  resume: {
    summary: 'go on after a pause',
    examples: [
      { line: `resume ${address}`, does: 'goes on; asks how where something is overdue' },
      { line: 'resume me keep', does: 'times ahead stay; what is overdue goes at its next usual time' },
      {
        line: 'resume saas-outbound shift',
        does: 'everything moves by the length of the pause; a step with a time of day keeps it',
      },
      { line: 'resume everything spread 4 hours', does: 'overdue steps are laid out over 4 hours' },
      { line: 'resume me skip', does: 'overdue steps are left out' },
    ],
    notes: [],
  },
  remove: {
    summary: 'take somebody out',
    examples: [
      { line: `remove ${address}`, does: 'from every sequence' },
      { line: `remove ${address} from saas-outbound`, does: 'from that one' },
    ],
    notes: ['Open tasks about them close by themselves. The answer offers to enroll them again where they were.'],
  },
  replied: {
    summary: 'they answered: stop',
    examples: [
      { line: `replied ${address}`, does: 'ends what a reply ends' },
      {
        line: `replied ${address} at 2026-11-20 14:00`,
        does: 'when it was not just now; `yesterday` or `9:30` will do',
      },
    ],
    notes: ['Each task has the same as a button. The answer has an Undo.'],
  },
  contact: {
    summary: 'see and edit a contact',
    examples: [{ line: `contact ${address}`, does: 'fields, tags, notes, sequences' }],
    notes: [],
  },
  suppress: {
    summary: 'never write to an address again',
    examples: [{ line: `suppress ${address}`, does: 'in no sequence, from anybody' }],
    notes: [
      'Anybody may: a person’s wish comes first. Only an admin can take it back.',
      'What a colleague has begun with them is shown first, and asked about.',
    ],
  },
  unsuppress: {
    summary: 'allow an address again (admins)',
    examples: [{ line: `unsuppress ${address}`, does: 'it may be enrolled again' }],
    notes: [],
  },
  ...sequenceHelp,
  report: {
    summary: 'what a sequence came to (managers)',
    examples: [
      { line: 'report saas-outbound', does: 'the last 30 days, step by step, with a verdict on split tests' },
      { line: 'report saas-outbound 7d', does: 'the last 7 days; `4w`, `today` and `all` work too' },
      { line: 'report saas-outbound 2026-03', does: 'March; or `2026-03-01 to 2026-03-15`' },
    ],
    notes: [
      'It is about what went out in that time, and what has come of it up to now.',
      'A reply counts for the step that it answers, else for the last one before it.',
    ],
  },
  digest: {
    summary: 'a daily report in a channel',
    examples: [
      { line: 'digest here daily 08:30', does: 'in this channel' },
      { line: 'digest #sales weekdays 8am', does: 'in that one, Monday to Friday' },
      { line: 'digest now', does: 'shows it to you alone' },
      { line: 'digest list', does: 'which channels get one' },
      { line: 'digest off', does: 'no more in this channel' },
    ],
    notes: ['The app has to be in the channel: invite it first. Setting one up takes a manager.'],
  },
  settings: {
    summary: 'time zone, sender, managers (admins)',
    examples: [
      { line: 'settings', does: 'shows them' },
      { line: 'settings zone Europe/London', does: 'the account’s time zone' },
      { line: 'settings manager @mia', does: 'names a manager; `manager remove @mia` takes it back' },
      {
        line: 'settings sender ana@example.com',
        does: 'lets mails come from there too; `sender @example.com` the whole domain; `sender remove …` takes it back',
      },
      {
        line: 'settings mails 100 an hour',
        does: 'the most that each address sends; `mails 500 a day` too; `mails all` lifts both',
      },
      { line: 'settings grid 15 minutes', does: 'to what delays are rounded up: 1, 5, 10, 15 or 30 minutes' },
      { line: 'settings late 4 hours', does: 'how late a step may still go out at once' },
      { line: 'settings limit 50', does: 'publishing an edit that concerns more people takes another manager’s yes' },
      { line: 'settings from sales@example.com', does: 'the address mails come from where a step names none' },
      { line: 'settings address 1 Main Street, Springfield', does: 'the postal address that every mail carries' },
    ],
    notes: [],
  },
  help: {
    summary: 'this, or one command with examples',
    examples: [{ line: 'help enroll', does: 'about one command' }],
    notes: [],
  },
};
