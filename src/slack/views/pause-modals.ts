import type { ModalView } from '@slack/types';
import type { StillPaused } from '../../app/enrollments/pausedOnes.js';
import type { PolicyPreview, ResumePreview } from '../../app/enrollments/previewResume.js';
import type { PauseTarget } from '../../app/enrollments/target.js';
import { shortTime } from '../../app/shown/clocks.js';
import { counted } from '../../app/shown/counted.js';
import { requestLimits } from '../../domain/limits.js';
import { actionIds, callbackIds } from '../action-ids.js';
import { context, input, modal, option, section } from './blocks.js';
import { dateInput, numberInput, radio, textInput } from './inputs.js';
import { readState } from './state.js';
import { caption, escaped, labelFirst } from './text.js';

export const targetBlocks = { target: 'target', until: 'until' } as const;

/** Asks what to pause, resume or remove, and until when to pause it. `kind` names the command; `typed`: what is known of it. */
export function targetModal(kind: 'pause' | 'resume' | 'remove', typed: string | null = null): ModalView {
  const [label, hint] = {
    pause: ['What to pause', 'An e-mail address, a sequence, me, or everything (admins).'],
    resume: ['What to resume', 'An e-mail address, a sequence, me, or everything (admins).'],
    remove: [
      'Who to remove',
      'An e-mail address; to take them out of one sequence only: “ada@example.com from saas-outbound”.',
    ],
  }[kind];
  const title = `${kind[0]?.toUpperCase() ?? ''}${kind.slice(1)}`;
  return modal({
    callbackId: callbackIds[kind],
    title,
    submit: title,
    metadata: { ask: kind },
    blocks: [
      input(targetBlocks.target, label ?? title, textInput(typed), { hint }),
      ...(kind === 'pause'
        ? [input(targetBlocks.until, 'Until', dateInput(null), { optional: true, hint: untilHint })]
        : []),
    ],
  });
}

const untilHint = 'It goes on by itself at the start of that day. Empty: until somebody resumes it.';

/** What was typed, to be read as the command's own words; `until` is YYYY-MM-DD. */
export function readTarget(values: unknown): { readonly text: string; readonly until: string | null } {
  const state = readState(values);
  return { text: state.text(targetBlocks.target) ?? '', until: state.choice(targetBlocks.until) };
}

/** What a resume concerns, and what each way of doing it would do. */
export interface ShownResume {
  readonly target: PauseTarget;
  readonly preview: Extract<ResumePreview, { ok: true }>;
  /** What begins chosen. */
  readonly policy: ResumePolicyName;
  readonly hours: number;
}
type ResumePolicyName = keyof ShownResume['preview']['policies'];

export const resumeBlocks = { policy: 'policy', hours: 'hours' } as const;

const policyLabels: Readonly<Record<ResumePolicyName, string>> = {
  keep: 'Keep the times: overdue ones go at their next usual time',
  shift: 'Move everything later by the pause; a step’s own time of day stays',
  spread: 'Spread the overdue ones evenly over some hours from now',
  skip: 'Leave the overdue ones out, and go on after them',
};

/** How to go on, with how many it concerns and what each way does (scheduling.md, "Pausing and resuming"). */
export function resumeModal({ target, preview, policy, hours }: ShownResume): ModalView {
  const { label, concerned, overdue, pausedSince, zone, policies } = preview;
  const options = (['keep', 'shift', 'spread', 'skip'] as const).map((one) =>
    option(policyLabels[one], one, policyEffect(policies[one], zone)),
  );
  const since = pausedSince === null ? '' : `, paused since ${shortTime(pausedSince, zone)}`;
  const held = stillPausedText(preview.stillPaused);
  return modal({
    callbackId: callbackIds.resume,
    title: 'Resume',
    submit: 'Resume',
    // Names that are stored are far shorter; what cannot be remembered is asked for again.
    metadata: { target: JSON.stringify(target).length > 2000 ? null : target },
    blocks: [
      section(
        `*${escaped(labelFirst(label), 300)}*: ${counted(concerned, 'enrollment')}${since}, ${overdue === 0 ? 'nothing is overdue' : counted(overdue, 'overdue step')}.`,
      ),
      ...context(held === '' ? null : `Not by this: ${held}.`),
      input(resumeBlocks.policy, 'How', radio(actionIds.field, options, policy)),
      input(resumeBlocks.hours, 'Spread over how many hours', numberInput(hours, 1, requestLimits.spreadHours), {
        optional: true,
      }),
      ...context('Weekdays and sending windows apply to every time that comes of it.'),
    ],
  });
}

function policyEffect({ atOnce, skipped, first, last }: PolicyPreview, zone: string): string {
  const span =
    first === null || last === null
      ? atOnce === 0 && 'nothing goes out'
      : first.equals(last)
        ? `next ${shortTime(first, zone)}`
        : `${shortTime(first, zone)} to ${shortTime(last, zone)}`;
  return caption(atOnce > 0 && `${atOnce} at once`, skipped > 0 && `${skipped} left out`, span);
}

/** `2 are still paused with their sequence, 1 on its own`; empty for none. */
export function stillPausedText(stillPaused: StillPaused): string {
  const parts = (['self', 'sequence', 'owner', 'workspace'] as const).flatMap((scope) => {
    const people = stillPaused[scope];
    return people === 0 ? [] : { people, how: pausedHow(scope, people === 1 ? 'its' : 'their') };
  });
  const said = parts.map(({ people, how }, index) => {
    const are = people === 1 ? 'is' : 'are';
    return index === 0 ? `${people} ${are} still paused ${how}` : `${people} ${how}`;
  });
  return said.join(', ');
}

function pausedHow(scope: keyof StillPaused, whose: 'its' | 'their'): string {
  const how: Readonly<Record<keyof StillPaused, string>> = {
    self: `on ${whose} own`,
    sequence: `with ${whose} sequence`,
    owner: `with ${whose} owner`,
    workspace: 'with everything',
  };
  return how[scope];
}

/** The fields of a resume form: what is chosen, as typed. `hours: null`: no number that fits. */
export function readResume(
  values: unknown,
): { readonly policy: 'keep' | 'shift' | 'skip' } | { readonly policy: 'spread'; readonly hours: number | null } {
  const state = readState(values);
  const policy = state.choice(resumeBlocks.policy);
  if (policy !== 'spread') return { policy: policy === 'shift' || policy === 'skip' ? policy : 'keep' };
  const hours = Number(state.text(resumeBlocks.hours) ?? '');
  return { policy, hours: hours > 0 && hours <= requestLimits.spreadHours ? hours : null };
}
