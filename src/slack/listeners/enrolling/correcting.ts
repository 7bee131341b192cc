import type { FoundMember } from '../../../app/people/findMember.js';
import { type FoundSequence, findSequence, type UnknownSequence } from '../../../app/sequences/findSequence.js';
import { parseOwnerReference } from '../../../domain/contact/owner-reference.js';
import { slugOf } from '../../../domain/sequence/slug.js';
import { personText } from '../../command/people.js';
import { startText } from '../../command/times.js';
import type { Acting } from '../acting.js';
import type { MessageAnswer } from '../answers.js';
import type { CommandContext, IntentOf } from '../commands/command.js';
import { type AnswerButton, type CommandToRun, runButtons } from '../run-button.js';
import { unknownSequence } from '../unknown-sequence.js';

type EnrollIntent = IntentOf<'enroll'>;

/** The sequence that was named, and what was asked for: a date at the end of a name is one where no sequence has that name. */
export async function meantSequence(
  { deps, workspace }: Acting,
  intent: EnrollIntent,
): Promise<{ readonly found: FoundSequence | null; readonly intent: EnrollIntent }> {
  const find = (name: string) => findSequence(deps.store.read, workspace.id, name);
  const { sequence, orStart } = intent;
  const found = sequence === null ? null : await find(sequence);
  if (found === null || found.ok || orStart === null) return { found, intent };
  const { name, on } = orStart;
  return { found: await find(name), intent: { ...intent, sequence: name, on, orStart: null } };
}

/**
 * No sequence has the name. A button keeps all else that was said, and says the date; where it would drop words of what
 * was typed as the name it only opens the form: nobody knows what they were.
 */
export function enrollInAnother(
  { deps }: CommandContext,
  unknown: UnknownSequence,
  intent: EnrollIntent,
): MessageAnswer {
  const on = intent.on === null ? '' : ` ${startText(intent.on)}`;
  const wordsOf = (name: string) => slugOf(name).split('-').length;
  return unknownSequence(
    unknown,
    deps.settings.command,
    (slug) => enrollText({ ...intent, sequence: slug }),
    ({ name }) =>
      wordsOf(unknown.name) > wordsOf(name)
        ? { label: `Fill in the form: ${name}`, asks: true }
        : { label: `Enroll in ${name}${on}` },
  );
}

const bareHour = /^(?:[01]?\d|2[0-3])$/;

/** `on friday at 10`: what may have been meant by the hour, which `at` takes for a step. Null for another word. */
export function hourForStep(
  intent: EnrollIntent,
): { readonly hint: string; readonly commands: readonly CommandToRun[] } | null {
  const { at, on } = intent;
  if (at === null || !bareHour.test(at) || (on !== null && on.time !== null)) return null;
  const time = `${at.padStart(2, '0')}:00`;
  const meant = on === null ? null : { ...on, time };
  const written = meant === null ? `2026-12-01 ${time}` : startText(meant);
  return {
    hint: ` \`at\` takes a step. A time is written as \`on ${written}\`.`,
    commands: meant === null ? [] : [{ label: `On ${written}`, text: enrollText({ ...intent, at: null, on: meant }) }],
  };
}

/** A button for the same from the colleague who was probably meant. `asks`: it opens the form. */
export function enrollFromMeant(
  problem: Extract<FoundMember, { ok: false }>,
  intent: EnrollIntent,
  asks: boolean,
): AnswerButton[] {
  const near = problem.reason === 'unknown-person' ? problem.nearest : null;
  const owner = near === null ? null : parseOwnerReference(near);
  return owner === null ? [] : runButtons([{ label: `From ${near}`, text: enrollText({ ...intent, owner }), asks }]);
}

/** The command again, with what was corrected in it. */
export function enrollText({ emails, notAddresses, sequence, owner, at, on }: EnrollIntent): string {
  return [
    `enroll ${[...emails, ...notAddresses.map(({ text }) => text)].join(', ')}`,
    sequence === null ? null : `in "${sequence}"`,
    owner === null ? null : `from ${personText(owner)}`,
    at === null ? null : `at ${at}`,
    on === null ? null : `on ${startText(on)}`,
  ]
    .filter((part) => part !== null)
    .join(' ');
}
