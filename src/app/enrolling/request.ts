import type { DateTime } from 'luxon';
import type { EnrollmentState } from '../../domain/enrollment/progress.js';
import type { Reenroll } from '../../domain/sequence/sequence.js';
import type { PreviewedStep } from '../../domain/simulate/preview.js';
import type { ContactDetails, FieldProblem } from '../contacts/contactDetails.js';
import type { FoundMember, PersonReference } from '../people/findMember.js';
import type { PauseScope } from '../ports/stores/enrollments.js';
import type { Member, StoredContact, SuppressionReason } from '../ports/stores/people.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import type { UnknownSequence } from '../sequences/findSequence.js';
import type { MeantSteps } from '../sequences/meantSteps.js';

/** Who is to be enrolled in what. */
export interface EnrollmentRequest {
  readonly actor: Member;
  /** As typed, at most as many as `requestLimits` allows. */
  readonly emails: readonly string[];
  /** Name or slug. */
  readonly sequenceName: string;
  /** Left out: each contact's own owner, else the actor. */
  readonly owner?: PersonReference;
  /** Begin at this step instead of the first. */
  readonly startStepId?: string;
  /** Begin then instead of now. */
  readonly startAt?: DateTime;
  /**
   * What is known beside what is stored, by address: fields of contacts to be created, and of stored ones. What a stored
   * contact has already is only overwritten where the actor may edit it.
   */
  readonly details?: Readonly<Record<string, ContactDetails>>;
}

/** Why nobody at all can be enrolled. */
export type EnrollmentRefusal =
  | UnknownSequence
  | { readonly ok: false; readonly reason: 'archived'; readonly sequence: StoredSequence }
  /** The owner that was named. */
  | Extract<FoundMember, { ok: false }>
  | ({ readonly ok: false; readonly reason: 'unknown-step'; readonly stepId: string } & MeantSteps)
  | { readonly ok: false; readonly reason: 'start-in-past'; readonly startAt: DateTime; readonly now: DateTime }
  | { readonly ok: false; readonly reason: 'no-address' }
  | { readonly ok: false; readonly reason: 'too-many'; readonly most: number };

/** Why an address cannot be enrolled. */
export type Blocker =
  | { readonly kind: 'bad-address'; readonly message: string }
  /** It stands in the list a second time. */
  | { readonly kind: 'duplicate' }
  | {
      readonly kind: 'suppressed';
      readonly why: SuppressionReason;
      readonly since: DateTime;
      /** Who did it by hand, where that is known. */
      readonly by: string | null;
    }
  /** Somebody has answered STOP from it, and the sequence has texts. */
  | { readonly kind: 'number-suppressed'; readonly phone: string; readonly since: DateTime }
  /** In the sequence now, or was and its `reenroll` rule does not let them in again (`againAt`: not yet). */
  | {
      readonly kind: 'already-enrolled';
      readonly enrollmentId: string;
      readonly since: DateTime;
      readonly state: EnrollmentState;
      readonly rule: Reenroll;
      readonly againAt: DateTime | null;
    }
  /** Details that cannot be stored as typed. */
  | { readonly kind: 'invalid-details'; readonly problems: readonly FieldProblem[] }
  /** Merge fields that texts still to come would leave blank; see `blanks` of the verdict. */
  | { readonly kind: 'blank-fields' }
  /** A text that cannot be rendered for this contact, or a template that is not stored. */
  | { readonly kind: 'broken-text'; readonly stepLabel: string; readonly message: string }
  /** Whole, but no postal address, where a card or a parcel goes there. */
  | { readonly kind: 'wrong-address'; readonly stepLabel: string; readonly message: string };

/** A merge field that would stay blank. */
export interface BlankField {
  /** Dotted, as texts call it: `contact.company`. */
  readonly path: string;
  /** As ContactDetails calls it: `company`, `fields.renewal`; null where no contact's field helps (`owner.title`). */
  readonly field: string | null;
  /** For a form: `Company`. */
  readonly label: string;
}

/** What would become of one address. */
export interface AddressVerdict {
  /** Tidied up; as typed where it is no address. */
  readonly email: string;
  /** Null: ready. */
  readonly blocker: Blocker | null;
  /** The stored contact; null where it will be created. */
  readonly contact: StoredContact | null;
  /** As people call them; null where only the address is known. */
  readonly name: string | null;
  readonly blanks: readonly BlankField[];
  /** Null where the address cannot have one. */
  readonly owner: Member | null;
  /** The first ten dates, in `zone`; empty for those who cannot be enrolled at all. */
  readonly dates: readonly PreviewedStep[];
  readonly zone: string;
  /** The enrollment would begin paused, since these are. */
  readonly startsPaused: readonly PauseScope[];
  /** They were in the sequence before, and its rule lets them in again. */
  readonly isAgain: boolean;
}
