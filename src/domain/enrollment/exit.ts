import type { DateTime } from 'luxon';
import type { Sequence } from '../sequence/sequence.js';
import type { StepId } from '../steps/step-kind.js';
import { wholeMinute } from '../timing/wall-clock.js';
import { recordAnswer } from './answers.js';
import type { Progress, Transition } from './progress.js';

/** What a contact does that may end an enrollment. */
export const contactEvents = ['reply', 'meeting-booked', 'unsubscribe', 'bounce'] as const;
export type ContactEvent = (typeof contactEvents)[number];

/**
 * Ends an enrollment for good: nothing fires any more, its open tasks are closed. One that has exited stays as it is.
 * `movedTo`: the sequence, by name, that the contact goes on in.
 */
export function exit(progress: Progress, reason: string, at: DateTime, movedTo: string | null = null): Transition {
  if (progress.exited) return { progress, records: [] };
  const dates = progress.dates && withoutTimes(progress.dates);
  const ended = { ...progress, pending: null, openTask: null, pausedSince: null, dates };
  return { progress: { ...ended, exited: { reason, at: wholeMinute(at), movedTo } }, records: [] };
}

function withoutTimes(dates: NonNullable<Progress['dates']>): NonNullable<Progress['dates']> {
  return Object.fromEntries(Object.entries(dates).map(([id, standing]) => [id, { ...standing, pending: null }]));
}

/** Whether an event ends the sequence's enrollments: what `exitOn` names, unsubscribe and bounce always. */
export function exitsOn(sequence: Sequence, event: ContactEvent): boolean {
  return event === 'unsubscribe' || event === 'bounce' || sequence.exitOn.includes(event);
}

/**
 * What a contact did: exits the enrollment, a completed one too, where the event says so, and is kept for conditions
 * otherwise. `step`: what a reply answers; null where that is not known.
 */
export function applyEvent(
  sequence: Sequence,
  progress: Progress,
  event: ContactEvent,
  { at, step = null }: { readonly at: DateTime; readonly step?: StepId | null },
): Transition {
  if (exitsOn(sequence, event)) return exit(progress, event, at);
  switch (event) {
    case 'reply':
      return recordAnswer(progress, { type: 'reply', step });
    case 'meeting-booked':
      return recordAnswer(progress, { type: 'meeting-booked' });
    case 'unsubscribe':
    case 'bounce':
      return { progress, records: [] };
  }
}
