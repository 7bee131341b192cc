import type { DateTime } from 'luxon';
import type { ShownMember } from '../posting/shown.js';
import type { ShownEnrollment } from './enrollments.js';

/** What texts that are held need of a contact. */
export interface ShownMissing {
  /** Names of the sequences whose texts they are. */
  readonly sequences: readonly string[];
  /** As forms name them: `company`, `fields.renewal`. */
  readonly fields: readonly { readonly field: string; readonly label: string }[];
}

/** A contact with everything that can be edited. */
export interface ShownContact {
  readonly id: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** The whole name, where it is stored as one. */
  readonly name: string | null;
  readonly company: string | null;
  readonly title: string | null;
  readonly phone: string | null;
  /** IANA. */
  readonly zone: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, string | number>>;
  readonly owner: ShownMember | null;
  readonly suppressed: string | null;
  readonly enrollments: readonly ShownEnrollment[];
  /** One line about those that cannot be read here; null where there are none. */
  readonly unread: string | null;
  /** Whether the person who looks may change it. */
  readonly mayEdit: boolean;
}

/** The workspace's settings. */
export interface ShownSettings {
  readonly zone: string;
  readonly delayGridMinutes: number;
  readonly lateAfterMinutes: number;
  readonly approvalLimit: number;
  readonly mailFrom: string | null;
  /** Addresses, and whole domains (`@example.com`), that mails may come from beside it. */
  readonly mailSenders: readonly string[];
  /** How many mails each sender address may send; null: as many as there are. */
  readonly mailsPerHour: number | null;
  readonly mailsPerDay: number | null;
  readonly postalAddress: string | null;
  readonly managers: readonly ShownMember[];
  /** What receivers of webhooks check signatures with: only for those who may change the settings. */
  readonly webhookSecrets: readonly { readonly of: string; readonly secret: string }[];
  readonly mayChange: boolean;
}

/** A digest that a channel gets. */
export interface ShownDigestSchedule {
  readonly id: string;
  readonly channel: string;
  readonly rhythm: 'daily' | 'weekdays';
  /** HH:mm in `zone`. */
  readonly at: string;
  readonly zone: string;
  readonly nextAt: DateTime;
}
