import { escaped } from '../views/text.js';
import type { CommandProblem, Intent } from './intent.js';
import { nearestVerb } from './nearest-verb.js';
import { readOneAddress } from './one-address.js';
import { parseDigest } from './parse-digest.js';
import { parseEnroll } from './parse-enroll.js';
import { parsePause, parseResume } from './parse-pause.js';
import { parseReplied } from './parse-replied.js';
import { parseReport } from './parse-report.js';
import { parseSettings } from './parse-settings.js';
import { parseSimulate } from './parse-simulate.js';
import { synonyms, type Verb, verbs } from './verbs.js';
import { isKeyword, nameOf, type Word, wordsOf } from './words.js';

type Parsed = Intent | CommandProblem;

/**
 * Reads what was typed after the slash command, as Slack sends it with `should_escape` on. Never throws: what cannot be
 * understood is a problem with a sentence (mrkdwn) and the help topic that teaches the command. `command` is the
 * command's own name, which messages show.
 */
export function parseCommand(text: string, { command }: { readonly command: string }): Parsed {
  const [first, ...rest] = wordsOf(text);
  if (first === undefined) return { kind: 'help', topic: null };
  const verb = first.kind === 'text' ? verbOf(first.text) : null;
  return verb === null ? unknownVerb(first, command) : parsers[verb](rest, command);
}

const parsers: Readonly<Record<Verb, (words: readonly Word[], command: string) => Parsed>> = {
  help: ([topic], command) => (topic === undefined ? { kind: 'help', topic: null } : helpOn(topic, command)),
  new: (words) => ({ kind: 'new', name: nameOf(words) }),
  list: (words, command) => alone({ kind: 'list' }, words, command),
  show: (words) => ({ kind: 'show', sequence: nameOf(words) }),
  edit: (words) => ({ kind: 'edit', sequence: nameOf(words) }),
  enroll: parseEnroll,
  status: (words) => withAddress('status', words, (email) => ({ kind: 'status', email })),
  why: (words) => withAddress('why', words, (email, sequence) => ({ kind: 'why', email, sequence })),
  pause: parsePause,
  resume: parseResume,
  remove: (words) => withAddress('remove', words, (email, sequence) => ({ kind: 'remove', email, sequence })),
  replied: parseReplied,
  suppress: (words, command) => addressAlone('suppress', words, command),
  unsuppress: (words, command) => addressAlone('unsuppress', words, command),
  contact: (words) => withAddress('contact', words, (email) => ({ kind: 'contact', email })),
  simulate: parseSimulate,
  test: (words) => ({ kind: 'test', readings: readingsOf(words) }),
  templates: (words) => ({ kind: 'templates', search: searchOf(words) }),
  parcels: (words) => ({ kind: 'parcels', search: searchOf(words) }),
  import: (words, command) => alone({ kind: 'import' }, words, command),
  export: (words) => ({ kind: 'export', sequence: nameOf(words) }),
  today: ([first, ...rest], command) =>
    isKeyword(first, 'team', 'everybody', 'everyone', 'all')
      ? alone({ kind: 'today', of: 'everybody' }, rest, command)
      : alone({ kind: 'today', of: 'me' }, first === undefined ? [] : [first, ...rest], command),
  tasks: (words, command) => alone({ kind: 'tasks' }, words, command),
  report: parseReport,
  digest: parseDigest,
  settings: parseSettings,
};

function verbOf(text: string): Verb | null {
  const typed = text.toLowerCase();
  return verbs.find((verb) => verb === typed) ?? (Object.hasOwn(synonyms, typed) ? (synonyms[typed] ?? null) : null);
}

function unknownVerb(word: Word, command: string): CommandProblem {
  const meant = nearestVerb(word.text.slice(0, 40));
  const hint = meant === null ? 'These are all of them:' : `Did you mean \`${command} ${meant}\`?`;
  return { kind: 'problem', message: `There is no command “${escaped(word.text, 60)}”. ${hint}`, topic: meant };
}

function helpOn(word: Word, command: string): Parsed {
  const text = word.text.replace(/^\//, '');
  const verb = verbOf(text);
  if (verb !== null) return { kind: 'help', topic: verb };
  const meant = nearestVerb(text.slice(0, 40));
  const hint = meant === null ? 'There is help on these:' : `Did you mean \`${command} help ${meant}\`?`;
  return { kind: 'problem', message: `There is no help on “${escaped(word.text, 60)}”. ${hint}`, topic: meant };
}

/** A command that takes nothing more: what somebody asks beyond it is refused rather than overheard. */
function alone<Kind extends Intent & { readonly kind: Verb }>(
  intent: Kind,
  words: readonly Word[],
  command: string,
): Parsed {
  const more = nameOf(words.filter((word) => !isKeyword(word, 'me', 'my', 'mine')));
  if (more === null) return intent;
  const message = `“${escaped(more, 60)}” has no place after \`${command} ${intent.kind}\`.`;
  return { kind: 'problem', message, topic: intent.kind };
}

/** One address and nothing more: a day or a sequence behind it would not be heeded, and cannot be taken back by everybody. */
function addressAlone(kind: 'suppress' | 'unsuppress', words: readonly Word[], command: string): Parsed {
  const address = readOneAddress(kind, words);
  if (address === null) return { kind, email: null };
  if (address.kind === 'problem') return address;
  const { email, rest } = address;
  const more = nameOf(rest);
  if (more === null) return { kind, email };
  const message = `“${escaped(more, 60)}” has no place after \`${command} ${kind} ${escaped(email, 100)}\`: it holds at once, in every sequence.`;
  return { kind: 'problem', message, topic: kind };
}

/** One address, and what follows `in` or `from`. Two addresses, or what is none, is a problem. */
function withAddress(
  topic: Verb,
  words: readonly Word[],
  intent: (email: string | null, sequence: string | null) => Intent,
): Parsed {
  const address = readOneAddress(topic, words);
  if (address === null) return intent(null, null);
  if (address.kind === 'problem') return address;
  const { email, rest } = address;
  return intent(email, nameOf(isKeyword(rest[0], 'in', 'from') ? rest.slice(1) : rest));
}

/** Words to look for; `list` before them says nothing more. */
function searchOf(words: readonly Word[]): string | null {
  return nameOf(isKeyword(words[0], 'list', 'lists') ? words.slice(1) : words);
}

/** `saas outbound intro`: a sequence of three words, or the step intro of one of two. */
function readingsOf(words: readonly Word[]): { sequence: string; step: string | null }[] {
  const whole = nameOf(words);
  if (whole === null) return [];
  const last = words.at(-1);
  const joined = words.length > 2 && isKeyword(words.at(-2), 'at', 'step') ? 2 : 1;
  const before = nameOf(words.slice(0, -joined));
  if (last === undefined || before === null || !/^[a-z0-9-]+$/i.test(last.text))
    return [{ sequence: whole, step: null }];
  const split = { sequence: before, step: last.text.toLowerCase() };
  // Said outright, or the name is in quotes: nothing else can be meant.
  if (joined === 2 || words[0]?.kind === 'quoted') return [split];
  return [{ sequence: whole, step: null }, split];
}
