import { cardsAhead, type Unreached, unreachedByPost } from '../../../app/enrolling/checkPost.js';
import type { EnrolledContact, EnrolledContacts } from '../../../app/enrolling/enrollContacts.js';
import { meantAddress } from '../../../app/enrolling/meantAddress.js';
import { planOf } from '../../../app/enrollments/planOf.js';
import { aheadOf, placeOf, shortTime, timeOnBoth } from '../../../app/shown/clocks.js';
import { listed } from '../../../app/shown/counted.js';
import { readerZone } from '../../../app/shown/readerZone.js';
import { previewFrom } from '../../../domain/simulate/preview.js';
import { stepLabel } from '../../../domain/steps/step.js';
import { actionIds } from '../../action-ids.js';
import { answerMessage } from '../../views/answer.js';
import { context } from '../../views/blocks.js';
import { enrolledText } from '../../views/enroll.js';
import { andMore, day, escaped, oneLine } from '../../views/text.js';
import type { Acting } from '../acting.js';
import { type LaterAnswer, later, type MessageAnswer, message } from '../answers.js';
import type { StartOnForm } from '../typed-time.js';
import { fewEnough } from './few-enough.js';
import { undoButton } from './undo.js';
import { blockerText, pausedWords } from './verdicts.js';

const datesShown = 4;
/** More dates than these are not counted: some sequences never end. */
const mostDates = 50;
/** People whose addresses are wrong, by name. */
const mostNamed = 5;

type Enrolled = Extract<EnrolledContacts, { ok: true }>;

/**
 * What an enrollment did: who is in it, with the first dates, and who is not; with a way back. Where cards go to a few, the post
 * office is asked about their addresses, which takes longer than an acknowledgement may.
 */
export async function enrolledAnswer(
  acting: Acting,
  outcome: Enrolled,
  start: StartOnForm,
): Promise<MessageAnswer | LaterAnswer<MessageAnswer>> {
  const { enrolled } = outcome;
  const ahead = enrolled.length > fewEnough ? [] : await cardsAhead(acting.deps, enrolled);
  if (ahead.length === 0) return answer(acting, outcome, start, []);
  return later(async () => answer(acting, outcome, start, await unreachedByPost(acting.deps, ahead)));
}

async function answer(
  acting: Acting,
  { sequence, enrolled, blocked, undo }: Enrolled,
  start: StartOnForm,
  unreached: readonly Unreached[],
): Promise<MessageAnswer> {
  const zone = readerZone(acting.actor, acting.workspace);
  const [one, ...others] = enrolled;
  const text = enrolledText({
    sequenceName: sequence.name,
    people: enrolled.map((person) => ({ ...person, first: firstText(person, zone, acting) })),
    from: fromWhom(enrolled, acting),
    first: firstOfAll(enrolled, zone, acting),
    notEnrolled: blocked.map(({ email, blocker }) => ({
      email,
      reason: blocker === null ? '' : blockerText(blocker, zone),
    })),
  });
  const only = others.length === 0 ? one : undefined;
  const why =
    only === undefined ? [] : [{ action: actionIds.enrollment.why, label: 'Why then?', value: only.enrollment.id }];
  const open = unreached.length === 1 ? unreached.map(openContact) : [];
  const buttons = [...why, undoButton(undo), ...open];
  const { text: plain, blocks } = answerMessage({ tone: 'done', text, buttons });
  const [head, ...rest] = blocks;
  const coming = only === undefined ? null : await comingText(acting, only);
  const more = context(
    coming,
    await meantText(acting, enrolled),
    beginText(enrolled, start, acting),
    waitingText(enrolled),
    pausedText(enrolled),
    unreachedText(unreached),
  );
  return message({ text: plain, blocks: head === undefined ? more : [head, ...more, ...rest] });
}

const openContact = ({ contactId }: Unreached) => {
  return { action: actionIds.contact.open, label: 'Open the contact', value: contactId };
};

/** Whom post does not reach, and what becomes of their card. */
function unreachedText(unreached: readonly Unreached[]): string | null {
  const [one] = unreached;
  if (one === undefined) return null;
  const who = unreached.map(({ name }) => escaped(oneLine(name), 100));
  const shown = who.length > mostNamed ? [...who.slice(0, mostNamed), `${who.length - mostNamed} more`] : who;
  const [step, reason] = [escaped(oneLine(one.step), 100), escaped(oneLine(one.reason), 200)];
  return `:warning: Post does not reach ${listed(shown)}: ${reason}. “${step}” waits until the address is corrected.`;
}

/** Who was new, where a stored address is a slip of the finger away. */
async function meantText({ deps, workspace }: Acting, enrolled: readonly EnrolledContact[]): Promise<string | null> {
  if (enrolled.length > fewEnough) return null;
  const fresh = enrolled.filter(({ isNewContact }) => isNewContact);
  const meant = await Promise.all(
    fresh.map(async ({ email }) => ({ email, near: await meantAddress(deps.store.read, workspace.id, email) })),
  );
  const lines = meant.flatMap(({ email, near }) =>
    near === null
      ? []
      : [`:warning: ${escaped(email, 254)} is new here. Did you mean ${escaped(near, 254)}? Then press Undo.`],
  );
  return lines.length === 0 ? null : lines.slice(0, mostNamed).join('\n');
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

/** Of many the earliest and the latest: they begin with the same step, each on their own clock. */
function firstOfAll(enrolled: readonly EnrolledContact[], reader: string, acting: Acting): string | null {
  const firsts = enrolled
    .flatMap(({ first, zone }) => (first === null ? [] : { ...first, zone }))
    .sort((a, b) => a.at.toMillis() - b.at.toMillis());
  const [one] = enrolled;
  const [earliest] = firsts;
  const latest = firsts.at(-1);
  if (one === undefined || earliest === undefined || latest === undefined) return null;
  const isOneTime = earliest.at.toMillis() === latest.at.toMillis();
  if (isOneTime && firsts.every(({ zone }) => zone === earliest.zone)) return firstText(one, reader, acting);
  const until = isOneTime ? '' : ` to ${shortTime(latest.at, reader, acting.now)}`;
  return `${earliest.step} on ${shortTime(earliest.at, reader, acting.now)}${until}`;
}

/** From when it counts, where a date was given that is read on another clock than the reader's. */
function beginText(
  [one]: readonly EnrolledContact[],
  { date, time }: StartOnForm,
  { actor, workspace, now }: Acting,
): string | null {
  const reader = readerZone(actor, workspace);
  const begins = one?.enrollment.progress.anchor.at;
  const ahead = begins === undefined ? null : aheadOf(begins, workspace.zone, reader);
  if (date === null || begins === undefined || ahead === null) return null;
  if (time !== null) {
    return `To begin ${timeOnBoth(begins, reader, workspace.zone, now)}: dates are read on the account’s clock.`;
  }
  return `To begin ${day(begins, workspace.zone)} on the account’s clock in ${placeOf(workspace.zone)}, ${ahead} yours.`;
}

/** What comes after the first step, if nothing else happens. */
async function comingText(
  { deps, actor, workspace, now }: Acting,
  { enrollment, zone }: EnrolledContact,
): Promise<string> {
  const version = await deps.store.read.sequences.version(enrollment.sequenceVersionId);
  const contact = await deps.store.read.contacts.byId(enrollment.contactId);
  if (version === null) return '';
  const all = previewFrom(planOf(version, workspace, contact), enrollment.progress, mostDates);
  const lines = all
    .slice(1, datesShown)
    .map(
      ({ step, at }) =>
        `${timeOnBoth(at, readerZone(actor, workspace), zone, now)}  ${escaped(oneLine(stepLabel(step)), 100)}`,
    );
  const more = all.length < mostDates ? andMore(all.length - datesShown) : '…and more';
  return [...lines, more].join('\n').trim();
}

/** In a sequence on dates: whose are not known, so that nothing goes out for them. */
function waitingText(enrolled: readonly EnrolledContact[]): string | null {
  const waiting = enrolled.filter(({ waitsFor }) => waitsFor.length > 0);
  if (waiting.length === 0) return null;
  const fields = listed([...new Set(waiting.flatMap(({ waitsFor }) => waitsFor))].map((one) => escaped(one, 80)));
  const who = waiting.length === 1 ? escaped(oneLine(waiting[0]?.name ?? ''), 80) : `${waiting.length} of them`;
  return `Of ${who} I do not know ${fields}: the steps on that date go out once it is filled in.`;
}

function pausedText(enrolled: readonly EnrolledContact[]): string | null {
  const paused = enrolled.flatMap(({ enrollment }) => enrollment.pauses[0] ?? []);
  if (paused[0] === undefined) return null;
  const some = paused.length === 1 ? 'One of them begins' : `${paused.length} of them begin`;
  const who = enrolled.length === 1 ? 'It begins' : some;
  return `${who} paused, as ${pausedWords[paused[0]]}: nothing goes out before that is resumed.`;
}
