import {
  type ContactEventDeps,
  type ContactEventInput,
  type ContactEventOutcome,
  recordContactEvent,
} from './recordContactEvent.js';

/** A mail came back for good: the address is suppressed, every open enrollment ends. */
export function recordBounce(deps: ContactEventDeps, input: ContactEventInput): Promise<ContactEventOutcome> {
  return recordContactEvent(deps, 'bounce', input);
}
