import {
  type ContactEventDeps,
  type ContactEventInput,
  type ContactEventOutcome,
  recordContactEvent,
} from './recordContactEvent.js';

/** A meeting was booked: ends every open enrollment whose `exitOn` names that. */
export function recordMeeting(deps: ContactEventDeps, input: ContactEventInput): Promise<ContactEventOutcome> {
  return recordContactEvent(deps, 'meeting-booked', input);
}
