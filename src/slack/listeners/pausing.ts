import type { DateTime } from 'luxon';
import { nearestAddresses } from '../../app/contacts/findContact.js';
import { countOverdue, findPaused } from '../../app/enrollments/findPaused.js';
import { type PauseOutcome, pause, type ToPause } from '../../app/enrollments/pause.js';
import { previewResume } from '../../app/enrollments/previewResume.js';
import { type MovedSteps, type ResumeChoice, resume } from '../../app/enrollments/resume.js';
import type { PauseTarget, TargetProblem } from '../../app/enrollments/target.js';
import { findMember } from '../../app/people/findMember.js';
import { findSequence } from '../../app/sequences/findSequence.js';
import { shortTime, timeOnBoth } from '../../app/shown/clocks.js';
import { counted } from '../../app/shown/counted.js';
import { readerZone } from '../../app/shown/readerZone.js';
import { requestLimits } from '../../domain/limits.js';
import { elapsed } from '../../domain/timing/explain.js';
import { actionIds, choiceValue } from '../action-ids.js';
import type { Target } from '../command/intent.js';
import { resumeModal, stillPausedText } from '../views/pause-modals.js';
import { labelFirst } from '../views/text.js';
import type { Acting } from './acting.js';
import {
  done,
  type FillingAnswer,
  info,
  type LaterAnswer,
  later,
  type MessageAnswer,
  type ModalAnswer,
  modalAnswer,
  refused,
} from './answers.js';
import { handOverButton } from './handing-over.js';
import { personRefused } from './people.js';
import { named, refusedFor, targetRefusedText } from './refusals.js';
import { runButtons } from './run-button.js';

/** Hours that a spread begins with. */
const usualHours = 4;

/**
 * What a command's target is to the use cases; or who is meant cannot be found. `corrected` is the command about an address:
 * somebody's name stands where a sequence's could.
 */
export async function pauseTarget(
  acting: Acting,
  target: Target,
  corrected: (email: string) => string,
): Promise<
  { readonly ok: true; readonly target: PauseTarget } | { readonly ok: false; readonly refusal: MessageAnswer }
> {
  const { deps, actor } = acting;
  if (target.kind === 'sequence') {
    const refusal = await namesSomebody(acting, target.name, corrected);
    return refusal === null ? { ok: true, target } : { ok: false, refusal };
  }
  if (target.kind !== 'person') return { ok: true, target };
  const found = await findMember(deps, { actor, reference: target.person });
  if (!found.ok) return { ok: false, refusal: refused(personRefused(found)) };
  return { ok: true, target: { kind: 'owner', memberId: found.member.id } };
}

/** The addresses of those who are called so, where no sequence is, nor anything like it. */
async function namesSomebody(
  { deps, workspace }: Acting,
  name: string,
  corrected: (email: string) => string,
): Promise<MessageAnswer | null> {
  const { read } = deps.store;
  const found = await findSequence(read, workspace.id, name);
  const addresses = found.ok || found.nearest.length > 0 ? [] : await nearestAddresses(read, workspace.id, name);
  if (addresses.length === 0) return null;
  const commands = addresses.map((email) => ({ label: email, text: corrected(email) }));
  return refused(`There is no sequence called “${named(name)}”. Did you mean:`, runButtons(commands));
}

/** Whether it may concern thousands, and so take longer than an acknowledgement may. */
export function isLarge({ kind }: PauseTarget | Target): boolean {
  return kind !== 'contact' && kind !== 'enrollment';
}

/** What a person cannot do where the target is refused. */
const deeds: Readonly<Record<PauseTarget['kind'], string>> = {
  contact: 'pause or resume somebody else’s enrollment',
  enrollment: 'pause or resume somebody else’s enrollment',
  sequence: 'pause or resume a whole sequence',
  owner: 'pause or resume somebody else’s enrollments',
  everything: 'pause or resume everything',
};

/** Pauses, and says what stands still and until when; with a way back. */
export async function runPause(acting: Acting, toPause: ToPause): Promise<MessageAnswer> {
  const { deps, actor } = acting;
  const { target } = toPause;
  const outcome = await pause(deps, { actor, ...toPause });
  if (!outcome.ok) return pauseRefused(acting, outcome, target);
  const { label, paused, already, moved, notYours, since, until } = outcome;
  const left = notYours === 0 ? '' : ` ${others(notYours)}`;
  const back = wayBack('resume', 'Resume', target);
  const ends = until === null ? '' : ` It goes on by itself ${onBoth(acting, until)}.`;
  if (paused === 0 && moved > 0) return done(`*${named(labelFirst(label))}* stays paused.${ends}${left}`, back);
  if (paused === 0 && already > 0) {
    const at = shortTime(since, readerZone(actor, acting.workspace));
    const tasks = target.kind === 'owner' ? await handOverButton(acting, target.memberId) : [];
    return info(`*${named(labelFirst(label))}* has been paused since ${at}.${ends}${left}`, [...back, ...tasks]);
  }
  const still =
    paused === 0 ? 'nobody is in it now' : `${counted(paused, 'enrollment')} ${verb(paused, 'stands', 'stand')} still`;
  const before = already === 0 ? '' : `, ${already} did before`;
  const coming = isLarge(target) ? ' New enrollments begin paused.' : '';
  const tasks = target.kind === 'owner' ? await handOverButton(acting, target.memberId) : [];
  return done(`Paused *${named(label)}*: ${still}${before}.${ends}${coming}${left}`, [...back, ...tasks]);
}

function pauseRefused(acting: Acting, problem: PauseRefusal, { kind }: PauseTarget): MessageAnswer {
  switch (problem.reason) {
    case 'end-past':
      return refused(
        `${onBoth(acting, problem.until)} is over already. Write a day ahead, as in \`until tomorrow\` or \`until 2026-12-01\`.`,
      );
    case 'end-too-far':
      return refused('A pause ends within a year. Without `until` it lasts until somebody resumes it.');
    default:
      return refusedFor(problem, targetProblem(problem, kind));
  }
}

function targetProblem(problem: TargetProblem, kind: PauseTarget['kind']): string {
  const isNamed = kind === 'sequence' && problem.reason === 'unknown-sequence';
  const alternatives = isNamed
    ? ' An e-mail address, `me`, a colleague’s @name or `everything` can stand there too.'
    : '';
  return `${targetRefusedText(problem, deeds[kind])}${alternatives}`;
}

/** On the reader's clock; dates are read on the account's. */
function onBoth({ actor, workspace, now }: Acting, at: DateTime): string {
  return timeOnBoth(at, readerZone(actor, workspace), workspace.zone, now);
}

/** Resumes, and says how many go on; with a way back to the pause, though not to times that a policy moved. */
export async function runResume(
  { deps, actor }: Acting,
  target: PauseTarget,
  policy: ResumeChoice,
): Promise<MessageAnswer> {
  const outcome = await resume(deps, { actor, target, policy });
  if (!outcome.ok) return resumeRefused(outcome, target);
  const { label, resumed, overdue, skipped, moved, tasksBack, stillPaused, notYours, wasUntil } = outcome;
  const held = stillPausedText(stillPaused);
  const parts = [
    `Resumed *${named(label)}*: ${counted(resumed, 'enrollment')} ${verb(resumed, 'goes', 'go')} on.`,
    overdue > 0 &&
      skipped === 0 &&
      `${counted(overdue, 'step')} ${verb(overdue, 'was', 'were')} overdue: ${overdueBecomes(policy, overdue)}.`,
    policy.policy === 'shift' && resumed > 0 && movedText(moved),
    policy.policy === 'keep' && resumed > 0 && overdue === 0 && 'Nothing was overdue: all times stay as they were.',
    skipped > 0 && `${counted(skipped, 'overdue step')} ${verb(skipped, 'was', 'were')} left out.`,
    tasksBack > 0 && `${counted(tasksBack, 'task')} that a colleague had ${verb(tasksBack, 'is', 'are')} theirs again.`,
    held !== '' && `${held[0]?.toUpperCase() ?? ''}${held.slice(1)}.`,
    notYours > 0 && others(notYours),
  ];
  return done(parts.filter((part) => part !== false).join(' '), wayBack('pause', 'Pause again', target, wasUntil));
}

/**
 * Asks how to go on where something is overdue or a `policy` was named, with what each way would do. Where nothing is
 * overdue all goes on at its times; who wants to move them names `shift`. What thousands would do is worked out in a modal
 * that is open already: Slack opens none seconds after a click.
 */
export async function askResume(
  acting: Acting,
  target: PauseTarget,
  policy?: ResumeChoice['policy'],
): Promise<FillingAnswer | ModalAnswer | MessageAnswer | LaterAnswer<MessageAnswer>> {
  const { deps, actor } = acting;
  const counted = policy === undefined ? await countOverdue(deps, { actor, target }) : null;
  if (counted?.ok && counted.overdue === 0) {
    const work = () => runResume(acting, target, { policy: 'keep' });
    return isLarge(target) ? later(work) : work();
  }
  const ask = async () => {
    const preview = await previewResume(deps, { actor, target, spreadHours: usualHours });
    if (!preview.ok) return resumeRefused(preview, target);
    return modalAnswer(resumeModal({ target, preview, policy: policy ?? 'keep', hours: usualHours }));
  };
  if (!isLarge(target)) return ask();
  const found = await findPaused(deps.store.read, actor, target);
  return found.ok ? { kind: 'filling', title: 'Resume', fill: ask } : resumeRefused(found, target);
}

type PauseRefusal = Extract<PauseOutcome, { ok: false }>;
type ResumeRefusal = Exclude<Awaited<ReturnType<typeof resume | typeof previewResume>>, { ok: true }>;

function resumeRefused(problem: ResumeRefusal, target: PauseTarget): MessageAnswer {
  if (problem.reason === 'bad-hours')
    return refused(`Steps are spread over more than 0 and at most ${requestLimits.spreadHours} hours.`);
  if (problem.reason !== 'not-paused') return refusedFor(problem, targetProblem(problem, target.kind));
  const held = stillPausedText(problem.stillPaused);
  const why = held === '' ? '' : ` Of these, ${held}: that is resumed where it was paused.`;
  return info(`*${named(labelFirst(problem.label))}* is not paused.${why}`);
}

function overdueBecomes(policy: ResumeChoice, overdue: number): string {
  switch (policy.policy) {
    case 'keep':
      return verb(overdue, 'it goes at its next usual time', 'they go at their next usual time');
    case 'shift':
      return verb(overdue, 'it moved with the others', 'they moved with the others');
    case 'skip':
      return verb(overdue, 'it is left out', 'they are left out');
    case 'spread':
      return `laid out over ${counted(policy.hours, 'hour')}`;
  }
}

/** How far `shift` moved what comes next; a step with a time of day goes on to that time, so that not all go as far. */
function movedText({ steps, leastMinutes, mostMinutes }: MovedSteps): string {
  if (steps === 0) return 'No time had to move.';
  const by =
    leastMinutes === mostMinutes
      ? withDays(leastMinutes)
      : `${withDays(leastMinutes)} to ${withDays(mostMinutes)}: by the length of the pause, a step with a time of day on to that time`;
  return `${counted(steps, 'step')} moved by ${by}.`;
}

/** `2 days 1 hour`. */
function withDays(minutes: number): string {
  const [days, rest] = [Math.floor(minutes / 1_440), minutes % 1_440];
  return [...(days > 0 ? [counted(days, 'day')] : []), ...(rest > 0 || days === 0 ? [elapsed(rest)] : [])].join(' ');
}

function others(amount: number): string {
  return `${amount} more ${verb(amount, 'belongs', 'belong')} to somebody else and ${verb(amount, 'was', 'were')} left alone.`;
}

function verb(amount: number, one: string, many: string): string {
  return amount === 1 ? one : many;
}

/** A button that takes back what was done to the same target; who may is decided when it is clicked. */
function wayBack(undo: 'pause' | 'resume', label: string, target: PauseTarget, until: DateTime | null = null) {
  const value = { ...target, ...(until === null ? {} : { until: until.toUTC().toISO() }) };
  return [{ action: actionIds.answer.undo, label, value: choiceValue(undo, JSON.stringify(value)) }];
}
