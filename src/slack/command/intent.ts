import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import type { Period } from '../../domain/report/period.js';
import type { Weekday } from '../../domain/sequence/when.js';
import type { Verb } from './verbs.js';

/** Somebody, as a command names them. */
export type PersonReference = OwnerReference | { readonly by: 'me' };

/** A date and time as typed, before a zone is known. `time: null`: none was given. */
export interface TypedStart {
  readonly date: { readonly iso: string } | { readonly word: 'yesterday' | 'today' | 'tomorrow' | Weekday };
  /** HH:mm. */
  readonly time: string | null;
}

/** What was typed where an address belongs, and why it is none. */
export interface NotAnAddress {
  readonly text: string;
  readonly reason: string;
}

/** What pause and resume are about; null: not said. */
export type Target =
  | { readonly kind: 'contact'; readonly email: string; readonly sequence: string | null }
  | { readonly kind: 'sequence'; readonly name: string }
  | { readonly kind: 'person'; readonly person: PersonReference }
  | { readonly kind: 'everything' };

export type TypedResumePolicy =
  | { readonly policy: 'keep' | 'shift' | 'skip' }
  /** `hours: null`: not said. */
  | { readonly policy: 'spread'; readonly hours: number | null };

/** A change of one setting. */
export type SettingsChange =
  | { readonly setting: 'zone'; readonly zone: string }
  | { readonly setting: 'grid'; readonly minutes: number }
  | { readonly setting: 'late'; readonly minutes: number }
  | { readonly setting: 'limit'; readonly people: number }
  | { readonly setting: 'from'; readonly email: string }
  | { readonly setting: 'sender'; readonly sender: string; readonly isListed: boolean }
  /** What is left out stays; null: no limit. */
  | { readonly setting: 'mails'; readonly perHour?: number | null; readonly perDay?: number | null }
  | { readonly setting: 'address'; readonly text: string }
  | { readonly setting: 'manager'; readonly person: PersonReference; readonly isManager: boolean };

/** What a command asks for. Names are as typed, resolved by the use case; null: not said, so a modal asks. */
export type Intent =
  | { readonly kind: 'help'; readonly topic: Verb | null }
  | { readonly kind: 'new'; readonly name: string | null }
  | { readonly kind: 'list' }
  | { readonly kind: 'show'; readonly sequence: string | null }
  | { readonly kind: 'edit'; readonly sequence: string | null }
  | { readonly kind: 'simulate'; readonly sequence: string | null; readonly email: string | null }
  | {
      readonly kind: 'enroll';
      readonly emails: readonly string[];
      readonly notAddresses: readonly NotAnAddress[];
      readonly sequence: string | null;
      readonly owner: PersonReference | null;
      /** A step's id. */
      readonly at: string | null;
      readonly on: TypedStart | null;
      /** `saas-outbound tomorrow`: how `sequence` may be meant too, where none has that whole name. */
      readonly orStart: { readonly name: string; readonly on: TypedStart } | null;
    }
  | { readonly kind: 'status'; readonly email: string | null }
  | { readonly kind: 'why'; readonly email: string | null; readonly sequence: string | null }
  /** `until`: the day on which it ends by itself; only one contact's pause has one. */
  | { readonly kind: 'pause'; readonly target: Target | null; readonly until: TypedStart | null }
  | { readonly kind: 'resume'; readonly target: Target | null; readonly policy: TypedResumePolicy | null }
  | { readonly kind: 'remove'; readonly email: string | null; readonly sequence: string | null }
  /** `at`: when; null: just now. */
  | { readonly kind: 'replied'; readonly email: string | null; readonly at: TypedStart | null }
  | { readonly kind: 'suppress'; readonly email: string | null }
  | { readonly kind: 'unsuppress'; readonly email: string | null }
  | { readonly kind: 'contact'; readonly email: string | null }
  /** How `saas outbound intro` may be meant, the likeliest first: only those who know the names can tell. */
  | { readonly kind: 'test'; readonly readings: readonly { readonly sequence: string; readonly step: string | null }[] }
  | { readonly kind: 'templates'; readonly search: string | null }
  | { readonly kind: 'parcels'; readonly search: string | null }
  | { readonly kind: 'import' }
  | { readonly kind: 'export'; readonly sequence: string | null }
  | { readonly kind: 'today'; readonly of: 'me' | 'everybody' }
  | { readonly kind: 'tasks' }
  | {
      readonly kind: 'digest';
      readonly action: 'schedule';
      /** Null: the channel the command was typed in. */
      readonly channel: string | null;
      readonly rhythm: 'daily' | 'weekdays' | null;
      readonly at: string | null;
    }
  | { readonly kind: 'digest'; readonly action: 'list' | 'now' }
  | { readonly kind: 'digest'; readonly action: 'off'; readonly channel: string | null }
  | { readonly kind: 'report'; readonly sequence: string | null; readonly period: Period }
  | { readonly kind: 'settings'; readonly change: SettingsChange | null };

/** A command that cannot be understood: a sentence in mrkdwn, and the help that teaches it; null: the overview. */
export interface CommandProblem {
  readonly kind: 'problem';
  readonly message: string;
  readonly topic: Verb | null;
  /** Where a name stands in place of an address: the name, and the words before and behind it as they were typed. */
  readonly sought?: { readonly before: string; readonly name: string; readonly rest: string };
}
