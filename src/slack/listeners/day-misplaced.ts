import { findSequence } from '../../app/sequences/findSequence.js';
import { readDayAtEnd } from '../command/day-at-end.js';
import type { Target } from '../command/intent.js';
import { wordsOf } from '../command/words.js';
import type { Acting } from './acting.js';
import { type MessageAnswer, refused } from './answers.js';
import { named } from './refusals.js';
import { runButtons } from './run-button.js';

/**
 * Tells whoever wrote a day behind whom a pause or a resume is about where a day belongs; null where none stands there, or a
 * sequence is called so. Buttons run what may have been meant.
 */
export async function dayMisplaced(
  { deps, workspace }: Acting,
  verb: 'pause' | 'resume',
  target: Target,
): Promise<MessageAnswer | null> {
  const name = target.kind === 'contact' ? target.sequence : target.kind === 'sequence' ? target.name : null;
  const day = name === null ? null : readDayAtEnd(wordsOf(name));
  if (name === null || day === null || (await findSequence(deps.store.read, workspace.id, name)).ok) return null;
  const whom = whomOf(target, day.before);
  const pauseUntil = `pause ${whom === '' ? 'me' : whom} until ${day.until ?? 'tomorrow'}`;
  const commands = [
    ...(verb === 'resume' ? [{ label: 'Resume now', text: `resume ${whom}` }] : []),
    ...(day.until === null ? [] : [{ label: `Pause until ${day.until}`, text: pauseUntil }]),
  ];
  const why =
    verb === 'resume'
      ? '`resume` takes no day: all goes on at once. A day belongs to the pause, which then ends by itself'
      : 'A pause begins at once. The day on which it ends stands behind `until`';
  return refused(
    `${why}, as in \`${named(pauseUntil).replaceAll('`', "'")}\`.`,
    whom === '' ? [] : runButtons(commands),
  );
}

/** Whom the command is about, without the day, as it takes them. */
function whomOf(target: Target, before: string): string {
  if (target.kind !== 'contact') return before;
  return before === '' ? target.email : `${target.email} in ${before}`;
}
