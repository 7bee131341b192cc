/** Every command there is, in the order in which help shows them. */
export const verbs = [
  'enroll',
  'why',
  'status',
  'tasks',
  'today',
  'pause',
  'resume',
  'remove',
  'replied',
  'contact',
  'suppress',
  'unsuppress',
  'list',
  'show',
  'new',
  'edit',
  'test',
  'templates',
  'parcels',
  'import',
  'export',
  'report',
  'digest',
  'settings',
  'help',
] as const;
export type Verb = (typeof verbs)[number];

/** Other words that people reach for, and what they mean. */
export const synonyms: Readonly<Record<string, Verb>> = {
  add: 'enroll',
  enrol: 'enroll',
  start: 'enroll',
  sequences: 'list',
  cadences: 'list',
  view: 'show',
  create: 'new',
  change: 'edit',
  template: 'templates',
  fulfillment: 'parcels',
  deliveries: 'parcels',
  parcel: 'parcels',
  upload: 'import',
  download: 'export',
  stop: 'remove',
  unenroll: 'remove',
  hold: 'pause',
  continue: 'resume',
  unpause: 'resume',
  reply: 'replied',
  todo: 'tasks',
  todos: 'tasks',
  task: 'tasks',
  unsubscribe: 'suppress',
  reports: 'report',
  stats: 'report',
  metrics: 'report',
  digests: 'digest',
  setting: 'settings',
  config: 'settings',
  '?': 'help',
};

/** Whether a word is a command's own. */
export function isVerb(word: string): word is Verb {
  return verbs.some((verb) => verb === word);
}
