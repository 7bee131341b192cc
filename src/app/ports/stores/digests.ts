import type { DateTime } from 'luxon';
import type { ContactEvent } from '../../../domain/enrollment/exit.js';
import type { Sign } from '../../../domain/enrollment/sign.js';
import type { DigestFigures, DigestQuestion } from './digest-figures.js';

/** A digest that a channel gets. */
export interface DigestSchedule {
  readonly id: string;
  readonly workspaceId: string;
  /** The channel's Slack id. */
  readonly channel: string;
  readonly channelName: string;
  readonly rhythm: 'daily' | 'weekdays';
  /** HH:mm in `zone`. */
  readonly at: string;
  readonly zone: string;
  /** The next one. */
  readonly dueAt: DateTime;
  /** Up to when the last one reported. */
  readonly reportedTo: DateTime;
  readonly createdById: string;
}

export interface Digests {
  byChannel(workspaceId: string, channel: string): Promise<DigestSchedule | null>;
  byId(id: string): Promise<DigestSchedule | null>;
  /** Holds the row until the transaction ends: every change of a schedule begins here. */
  lock(workspaceId: string, channel: string): Promise<DigestSchedule | null>;
  all(workspaceId: string): Promise<DigestSchedule[]>;
  /** Inserts, or replaces the one of the same channel. */
  save(digest: DigestSchedule, at: DateTime): Promise<void>;
  delete(id: string): Promise<void>;
  /** Due ones, of workspaces in turn, their rows held until the transaction ends; rows held by another worker are passed over. */
  claimDue(now: DateTime, limit: number): Promise<DigestSchedule[]>;
  nextDueAt(): Promise<DateTime | null>;
  /** What a digest says, counted in a few set-based queries; outside a transaction, as of one moment. */
  figures(question: DigestQuestion): Promise<DigestFigures>;
}

export interface AuditEntry {
  readonly id: string;
  readonly workspaceId: string;
  /** Null for the program itself. */
  readonly actorId: string | null;
  /** A verb: `enroll`, `pause`, `task.done`. */
  readonly action: string;
  /** What it was done to, for people: an address, a sequence's name. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly at: DateTime;
}

export interface Audit {
  add(entries: readonly AuditEntry[]): Promise<void>;
  byId(id: string): Promise<AuditEntry | null>;
  /** The latest entry of this action on one of these subjects. */
  latest(workspaceId: string, action: string, subjects: readonly string[]): Promise<AuditEntry | null>;
}

/** What came back about a contact or something that was sent to one. */
export interface ProviderEvent {
  readonly id: string;
  readonly workspaceId: string;
  /** What it is attributed to: what it names, else the last touch before it. */
  readonly executionId: string | null;
  readonly enrollmentId: string | null;
  readonly contactId: string | null;
  readonly kind: ContactEvent | Sign;
  /** The sender's own id of the event: a repeated delivery is one event. */
  readonly sourceId: string;
  /** When it was heard of. */
  readonly at: DateTime;
  /** When it happened, where whoever told of it said so; null: when it was heard of. */
  readonly happenedAt: DateTime | null;
}

export interface TouchSign {
  readonly id: string;
  readonly executionId: string;
  readonly sign: Sign;
}

export interface ProviderEvents {
  /** False when an event with this source id is known already. The first of its kind for what it is attributed to counts. */
  add(event: ProviderEvent): Promise<boolean>;
  /** What became of touches, by their ids: each once for a touch. Answers which of them were not known yet. */
  addSigns(signs: readonly TouchSign[], at: DateTime): Promise<{ readonly executionId: string; readonly sign: Sign }[]>;
  ofEnrollment(enrollmentId: string): Promise<ProviderEvent[]>;
  /** Those with these source ids were told by mistake. */
  forget(workspaceId: string, sourceIds: readonly string[]): Promise<void>;
}
