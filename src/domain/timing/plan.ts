import { IANAZone } from 'luxon';
import type { ContactFacts } from '../contact/facts.js';
import { noFacts } from '../contact/facts.js';
import type { Sequence } from '../sequence/sequence.js';

export const delayGrids = [1, 5, 10, 15, 30] as const;
export type DelayGrid = (typeof delayGrids)[number];

export const defaultDelayGrid: DelayGrid = 30;
export const defaultLateAfterMinutes = 240;

/** Everything that times are computed from, beside the enrollment's own progress. */
export interface Plan {
  readonly sequence: Sequence;
  /** IANA; the account's zone, or the contact's own (see {@link planFor}). */
  readonly zone: string;
  /** Delays end on multiples of this in the zone's clock. */
  readonly delayGridMinutes: DelayGrid;
  /** Up to this late a step still fires at once; later it is treated as on a resume. */
  readonly lateAfterMinutes: number;
  /** What conditions and dates are read from. */
  readonly contact: ContactFacts;
}

export interface PlanParts {
  readonly sequence: Sequence;
  readonly accountZone: string;
  /** The contact's own zone where it has one. */
  readonly contactZone?: string | null;
  readonly delayGridMinutes?: DelayGrid;
  readonly lateAfterMinutes?: number;
  /** Unless given, nothing is known of the contact. */
  readonly contact?: ContactFacts;
}

/** Resolves the zone: the account's, or with `zone: contact` the contact's own where it has a valid one. */
export function planFor(parts: PlanParts): Plan {
  const own = parts.sequence.zone === 'contact' ? parts.contactZone : null;
  return {
    sequence: parts.sequence,
    zone: own && isZone(own) ? own : parts.accountZone,
    delayGridMinutes: parts.delayGridMinutes ?? defaultDelayGrid,
    lateAfterMinutes: parts.lateAfterMinutes ?? defaultLateAfterMinutes,
    contact: parts.contact ?? noFacts,
  };
}

/**
 * Names that Intl takes but IANA does not have, and of which some are not what people mean by them: BST is Dhaka there,
 * IST is Kolkata.
 */
const notIana = new Set(
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(' '),
);

/** Whether a text is an IANA time zone that this machine knows. */
export function isZone(text: string): boolean {
  // From Node 22 on, offsets such as "+01:00" pass for zones; the names of IANA's begin with a letter.
  return /^[a-z]/i.test(text) && !notIana.has(text.toUpperCase()) && IANAZone.create(text).isValid;
}
