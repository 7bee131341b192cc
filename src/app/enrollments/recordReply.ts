import {
  type ContactEventDeps,
  type ContactEventInput,
  type ContactEventOutcome,
  recordContactEvent,
} from './recordContactEvent.js';

/** The contact answered: ends every open enrollment whose `exitOn` names replies. */
export function recordReply(deps: ContactEventDeps, input: ContactEventInput): Promise<ContactEventOutcome> {
  return recordContactEvent(deps, 'reply', input);
}
