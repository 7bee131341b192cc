import type { EnrolledContact, EnrolledContacts } from '../../../app/enrolling/enrollContacts.js';
import { planOf } from '../../../app/enrollments/planOf.js';
import { previewFrom } from '../../../domain/simulate/preview.js';
import { stepLabel } from '../../../domain/steps/step.js';
import { actionIds } from '../../action-ids.js';
import { answerMessage } from '../../views/answer.js';
import { context } from '../../views/blocks.js';
import { enrolledText } from '../../views/enroll.js';
import { escaped, oneLine, timeOnBoth } from '../../views/text.js';
import type { Acting } from '../acting.js';
import { type MessageAnswer, message } from '../answers.js';
import { runButtons } from '../run-button.js';
import { blockerText, pausedWords } from './verdicts.js';

const datesShown = 4;

/** What an enrollment did: who is in it, with the first dates, and who is not; of one person with a way back. */
export async function enrolledAnswer(
  acting: Acting,
  { sequence, enrolled, blocked }: Extract<EnrolledContacts, { ok: true }>,
): Promise<MessageAnswer> {
  const zone = acting.actor.zone ?? acting.workspace.zone;
  const [one, ...others] = enrolled;
  const text = enrolledText({
    sequenceName: sequence.name,
    people: enrolled,
    from: fromWhom(enrolled, acting),
    first: one === undefined ? null : firstText(one, zone, acting),
    notEnrolled: blocked.map(({ email, blocker }) => ({
      email,
      reason: blocker === null ? '' : blockerText(blocker, email, zone),
    })),
  });
  const only = others.length === 0 ? one : undefined;
  const buttons =
    only === undefined
      ? []
      : [
          { action: actionIds.enrollment.why, label: 'Why then?', value: only.enrollment.id },
          ...runButtons([{ label: 'Undo', text: `remove ${only.email} from ${sequence.slug}` }]),
        ];
  const { text: plain, blocks } = answerMessage({ tone: 'done', text, buttons });
  const [head, ...rest] = blocks;
  const more = context(only === undefined ? null : await comingText(acting, only), pausedText(enrolled));
  return message({ text: plain, blocks: head === undefined ? more : [head, ...more, ...rest] });
}

/** The one owner of them all, where that is not the actor: mails in a colleague's name are said to be. */
function fromWhom(enrolled: readonly EnrolledContact[], { actor }: Acting): EnrolledContact['owner'] | null {
  const [first, ...others] = enrolled.map(({ owner }) => owner);
  if (first === undefined || first.id === actor.id) return null;
  return others.every(({ id }) => id === first.id) ? first : null;
}

function firstText({ first, zone }: EnrolledContact, reader: string, { now }: Acting): string | null {
  return first === null ? null : `${first.step} on ${timeOnBoth(first.at, reader, zone, now)}`;
}

/** What comes after the first step, if nothing else happens. */
async function comingText({ deps, actor, workspace, now }: Acting, { enrollment, zone }: EnrolledContact): Promise<string> {
  const version = await deps.store.read.sequences.version(enrollment.sequenceVersionId);
  if (version === null) return '';
  const coming = previewFrom(planOf(version, workspace, { zone }), enrollment.progress, datesShown).slice(1);
  return coming
    .map(({ step, at }) => `${timeOnBoth(at, actor.zone ?? workspace.zone, zone, now)}  ${escaped(oneLine(stepLabel(step)), 100)}`)
    .join('\n');
}

function pausedText(enrolled: readonly EnrolledContact[]): string | null {
  const paused = enrolled.flatMap(({ enrollment }) => enrollment.pauses[0] ?? []);
  if (paused[0] === undefined) return null;
  const who = enrolled.length === 1 ? 'It begins' : `${paused.length} of them begin`;
  return `${who} paused, as ${pausedWords[paused[0]]}: nothing goes out before that is resumed.`;
}
