import type { VerbHelp } from './verb-help.js';
import type { Verb } from './verbs.js';

/** What help says of the commands about sequences and what they are made of. */
export const sequenceHelp = {
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
  simulate: {
    summary: 'the dates of a sequence, without enrolling anybody',
    examples: [
      { line: 'simulate saas-outbound', does: 'for somebody enrolled now' },
      { line: `simulate saas-outbound for ada@example.com`, does: 'for them: their time zone, tags and fields' },
    ],
    notes: [],
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
} as const satisfies Partial<Record<Verb, VerbHelp>>;
