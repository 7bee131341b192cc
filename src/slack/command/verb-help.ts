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
    examples: [{ line: 'today', does: 'yours, by the hour' }],
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
  list: {
    summary: 'all sequences',
    examples: [{ line: 'list', does: 'with how many people are in each' }],
    notes: [],
  },
  show: {
    summary: 'the steps of a sequence',
    examples: [{ line: 'show saas-outbound', does: 'with the dates somebody enrolled now would get' }],
    notes: [],
  },
  new: {
    summary: 'build a sequence (managers)',
    examples: [
      { line: 'new SaaS outbound', does: 'opens the builder' },
      { line: 'new', does: 'the same, without a name yet' },
    ],
    notes: ['What you build is kept, also when you close it: the next `new` offers it. It goes live when you publish.'],
  },
  edit: {
    summary: 'edit a live sequence (managers)',
    examples: [
      { line: 'edit saas-outbound', does: 'opens the builder on a draft of it' },
      { line: 'edit', does: 'choose the sequence' },
    ],
    notes: [
      'Nobody in it gets anything of the draft before you publish. First you see what it does to them.',
      'What concerns more people than the limit in `settings` (100 unless set) takes another manager’s yes.',
    ],
  },
  test: {
    summary: 'send one step to yourself',
    examples: [
      { line: 'test saas-outbound intro', does: 'the step `intro`' },
      { line: 'test saas-outbound', does: 'choose the step' },
    ],
    notes: [],
  },
  templates: {
    summary: 'stored mails, tasks, texts and postcards',
    examples: [
      { line: 'templates', does: 'all of them, with where they are used' },
      { line: 'templates case study', does: 'those with these words in them' },
    ],
    notes: [
      'Each opens with a preview for a contact of yours and its versions. Managers write, edit, restore and delete them; one that a sequence uses can only be replaced.',
    ],
  },
  parcels: {
    summary: 'lists of what is sent as parcels',
    examples: [
      { line: 'parcels', does: 'all of them, with what waits for the next delivery' },
      { line: 'parcels mug', does: 'those with this word in them' },
    ],
    notes: [
      'A delivery step puts people on one; at its times it goes to whoever packs, by mail or webhook. Each opens with its deliveries and versions; managers write, restore and delete them.',
    ],
  },
  import: {
    summary: 'bring in sequence files (managers)',
    examples: [
      { line: 'import', does: 'asks for the files: sequences, templates (`.yml`, `.json`), contacts (`.csv`)' },
    ],
    notes: [
      'All or nothing: with anything wrong you get every error with its line, and nothing changes. A sequence that is there gets a new version.',
      'Or share the file in your direct messages with the app.',
    ],
  },
  export: {
    summary: 'a sequence as a file',
    examples: [{ line: 'export saas-outbound', does: 'comes to your direct messages with the app' }],
    notes: ['Importing it again changes nothing. Stored templates are not in it.'],
  },
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
