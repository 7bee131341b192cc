import type { DateTime } from 'luxon';
import type { Sequence } from '../sequence/sequence.js';
import { wholeMinute } from '../timing/wall-clock.js';
import type { Progress, Transition } from './progress.js';

/** What a contact does that may end an enrollment. */
export const contactEvents = ['reply', 'meeting-booked', 'unsubscribe', 'bounce'] as const;
export type ContactEvent = (typeof contactEvents)[number];

/** Ends an enrollment for good: nothing fires any more, its open tasks are closed. One that has exited stays as it is. */
export function exit(progress: Progress, reason: string, at: DateTime): Transition {
  if (progress.exited) return { progress, records: [] };
  const ended = { ...progress, pending: null, openTask: null, pausedSince: null };
  return { progress: { ...ended, exited: { reason, at: wholeMinute(at) } }, records: [] };
}

/** Whether an event ends the sequence's enrollments: what `exitOn` names, unsubscribe and bounce always. */
export function exitsOn(sequence: Sequence, event: ContactEvent): boolean {
  return event === 'unsubscribe' || event === 'bounce' || sequence.exitOn.includes(event);
}

/** Exits the enrollment, a completed one too, where the event says so. */
export function applyEvent(sequence: Sequence, progress: Progress, event: ContactEvent, at: DateTime): Transition {
  return exitsOn(sequence, event) ? exit(progress, event, at) : { progress, records: [] };
}
