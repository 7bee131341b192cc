import type { AnswerInput } from '../../../app/posting/answerOnce.js';
import { nearestVerb } from '../../command/nearest-verb.js';
import { parseCommand } from '../../command/parse-command.js';
import { verbHelp } from '../../command/verb-help.js';
import { isVerb, synonyms, type Verb } from '../../command/verbs.js';
import { type Word, wordsOf } from '../../command/words.js';
import { oneLine } from '../../views/text.js';

/** Longer than a command gets. */
const mostTyped = 300;

/** The answer to a message that was meant for the app: the command that it was nearest to, or where they all are. */
export function whatToType(text: string, command: string): AnswerInput['answer'] {
  const words = wordsOf(text);
  const [first, ...rest] = isCommandName(words[0], command) ? words.slice(1) : words;
  const title = 'I follow commands';
  const meant = first?.kind === 'text' ? nearestVerb(first.text.slice(0, 40)) : null;
  const line = first === undefined || meant === null ? null : typedLine(meant, first, rest, command);
  if (meant === null || meant === 'help' || line === null) {
    const begin = code(command, exampleOf('enroll'));
    return { title, text: `Type ${code(command, 'help')} to see them all, or begin with\n${begin}` };
  }
  return { title, text: `Type\n${code(command, line)}\n${code(command, `help ${meant}`)} explains it.` };
}

/** `/sequence` in the middle of a message, or without its slash. */
function isCommandName(word: Word | undefined, command: string): boolean {
  return word?.text.replace(/^\//, '').toLowerCase() === command.replace(/^\//, '').toLowerCase();
}

/**
 * What was written, as a command that can be understood; else an example of the command, where its own word was written
 * and not one that merely looks like it ("what" like "why"): then null.
 */
function typedLine(verb: Verb, first: Word, rest: readonly Word[], command: string): string | null {
  const line = [verb, ...rest.map(({ kind, text }) => (kind === 'quoted' ? `"${text}"` : text))].join(' ');
  const parsed = parseCommand(line, { command });
  const isUnderstood = parsed.kind !== 'problem' && !(parsed.kind === 'enroll' && parsed.notAddresses.length > 0);
  // People and channels come as their ids, which nobody would type.
  const isTypable = rest.every(({ kind }) => kind === 'text' || kind === 'quoted') && line.length <= mostTyped;
  if (isUnderstood && isTypable) return line;
  const word = first.text.toLowerCase();
  return isVerb(word) || Object.hasOwn(synonyms, word) ? exampleOf(verb) : null;
}

function exampleOf(verb: Verb): string {
  return verbHelp[verb].examples[0]?.line ?? verb;
}

function code(command: string, line: string): string {
  return `\`${oneLine(`${command} ${line}`).replaceAll('`', "'")}\``;
}
