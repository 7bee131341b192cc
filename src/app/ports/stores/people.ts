import type { DateTime } from 'luxon';
import type { Contact, TextCell } from '../../../domain/contact/contact.js';

/** A Slack workspace with its settings. `slackTeamId` is null for what was imported before Slack connected. */
export interface Workspace {
  readonly id: string;
  readonly slackTeamId: string | null;
  readonly name: string;
  /** The account zone (scheduling.md, "Terms"), IANA. */
  readonly zone: string;
  /** Whether an admin (or the configuration) chose the zone; otherwise the first admin seen gives it. */
  readonly zoneIsSet: boolean;
  readonly delayGridMinutes: number;
  readonly lateAfterMinutes: number;
  /** A publishing that changes something for more people than this needs a manager's yes. */
  readonly approvalLimit: number;
  readonly mailFrom: string | null;
  /** Addresses, and whole domains (`@example.com`), that mails may come from beside `mailFrom`. */
  readonly mailSenders: readonly string[];
  /** How many mails one sender address may send in an hour and on a day of the account's clock; null: as many as there are. */
  readonly mailsPerHour: number | null;
  readonly mailsPerDay: number | null;
  readonly postalAddress: string | null;
  readonly botUserId: string | null;
}

export interface Workspaces {
  byTeam(slackTeamId: string): Promise<Workspace | null>;
  byId(id: string): Promise<Workspace | null>;
  /** The workspace that imports filled before any Slack team connected; there is at most one. */
  unconnected(): Promise<Workspace | null>;
  /** All of them, oldest first. */
  all(): Promise<Workspace[]>;
  create(workspace: Workspace, at: DateTime): Promise<void>;
  update(id: string, change: Partial<Omit<Workspace, 'id'>>): Promise<void>;
  /** Holds the row until the transaction ends, so that two do not create sequences or import at once. */
  lock(id: string): Promise<Workspace | null>;
  /**
   * Since when everything of the workspace is paused: new enrollments start paused. `hold` keeps it so until the
   * transaction ends.
   */
  pausedSince(id: string, hold?: 'hold'): Promise<DateTime | null>;
  setPaused(id: string, pausedAt: DateTime | null): Promise<void>;
}

/** A person of the workspace. `slackUserId` is null until the person is seen in Slack (an import may name an owner first). */
export interface Member {
  readonly id: string;
  readonly workspaceId: string;
  readonly slackUserId: string | null;
  readonly handle: string;
  readonly name: string;
  readonly email: string | null;
  readonly title: string | null;
  readonly zone: string | null;
  readonly isSlackAdmin: boolean;
  readonly isManager: boolean;
  /** A guest, a bot, somebody who left, or a person of another workspace: may do nothing. */
  readonly isRefused: boolean;
}

export interface Members {
  byId(id: string): Promise<Member | null>;
  byIds(ids: readonly string[]): Promise<Member[]>;
  bySlackId(workspaceId: string, slackUserId: string): Promise<Member | null>;
  /** The same with when Slack was last asked about the person. */
  seen(
    workspaceId: string,
    slackUserId: string,
  ): Promise<{ readonly member: Member; readonly seenAt: DateTime } | null>;
  /** Of several with one address or handle those who are there come before those who left, then by name, as in {@link Members.all}. */
  byEmail(workspaceId: string, email: string): Promise<Member | null>;
  byHandle(workspaceId: string, handle: string): Promise<Member | null>;
  /** Those who are there, by name, then those who left. */
  all(workspaceId: string): Promise<Member[]>;
  /** Inserts, or updates the member with this id. */
  save(member: Member, seenAt: DateTime): Promise<void>;
  setManager(id: string, isManager: boolean): Promise<void>;
  /** Who gets the tasks that come up for people who are away: ids of members, by those who are. */
  standIns(workspaceId: string): Promise<ReadonlyMap<string, string>>;
  /** Null: nobody stands in any more. */
  setStandIn(id: string, standInId: string | null): Promise<void>;
  /** Since when this person's enrollments are paused: new ones start paused. `hold` keeps it so until the transaction ends. */
  pausedSince(id: string, hold?: 'hold'): Promise<DateTime | null>;
  setPaused(id: string, pausedAt: DateTime | null): Promise<void>;
}

/** Somebody a sequence can write to. */
export interface StoredContact extends Contact {
  readonly id: string;
  readonly workspaceId: string;
  readonly ownerId: string | null;
}

/** Some of what is known of a contact. A custom field that is null is not there. */
export interface ContactValues {
  readonly cells: Partial<Readonly<Record<TextCell, string | null>>>;
  readonly fields: Readonly<Record<string, string | number | null>>;
  readonly tags?: readonly string[] | undefined;
  readonly ownerId?: string | null | undefined;
}

/** An edit of a contact by hand: what it changed, from what to what. */
export interface ContactEdit {
  readonly id: string;
  /** A member's id. */
  readonly byId: string;
  /** It created the contact. */
  readonly isNew: boolean;
  readonly before: ContactValues;
  readonly after: ContactValues;
}

export interface Contacts {
  byId(id: string): Promise<StoredContact | null>;
  byIds(ids: readonly string[]): Promise<StoredContact[]>;
  /** The zones of those of these contacts that have one of their own, by id. */
  zones(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Addresses compare without case. */
  byEmail(workspaceId: string, email: string): Promise<StoredContact | null>;
  byEmails(workspaceId: string, emails: readonly string[]): Promise<StoredContact[]>;
  /** Everybody stored with this telephone number, E.164. */
  byPhone(workspaceId: string, phone: string): Promise<StoredContact[]>;
  /** Addresses that begin with, or resemble, what was typed; the nearest first. */
  nearest(workspaceId: string, typed: string, limit: number): Promise<StoredContact[]>;
  /** Inserts, or updates the contact with this id. */
  save(contact: StoredContact, at: DateTime): Promise<void>;
  /** Of contacts whose rows are held, in one statement. */
  saveMany(contacts: readonly StoredContact[], at: DateTime): Promise<void>;
  /** Of contacts without an owner, whose rows are held: gives them theirs, in one statement. */
  giveOwners(owned: readonly { readonly id: string; readonly ownerId: string }[], at: DateTime): Promise<void>;
  /** Adds those whose address is not stored yet and leaves the others alone. Answers the ids of those that were added. */
  createMissing(contacts: readonly StoredContact[], at: DateTime): Promise<ReadonlySet<string>>;
  /** Holds the rows of these addresses until the transaction ends. Enrollments are locked before contacts. */
  lockByEmails(workspaceId: string, emails: readonly string[]): Promise<StoredContact[]>;
  /** Keeps the latest edit in the place of the one before; null: there is none that could be taken back. */
  keepEdit(contactId: string, edit: ContactEdit | null): Promise<void>;
  lastEdit(contactId: string): Promise<ContactEdit | null>;
  /** Removes a contact who was never enrolled; answers whether it did. */
  removeUnused(contactId: string): Promise<boolean>;
  /** The names of all custom fields in use; null when there is no contact at all. */
  fieldNames(workspaceId: string): Promise<readonly string[] | null>;
}

/** Why an address gets nothing any more. */
export type SuppressionReason = 'unsubscribe' | 'bounce' | 'by-hand';

export interface Suppression {
  readonly id: string;
  readonly workspaceId: string;
  /** A mail address, or a telephone number (E.164) that no text goes to. */
  readonly email: string;
  readonly reason: SuppressionReason;
  readonly createdAt: DateTime;
  readonly createdById: string | null;
}

export interface Suppressions {
  byEmail(workspaceId: string, email: string): Promise<Suppression | null>;
  byEmails(workspaceId: string, emails: readonly string[]): Promise<Suppression[]>;
  /** Keeps the first one where the address is suppressed already; answers whether this one is new. */
  add(suppression: Suppression): Promise<boolean>;
  /** Answers whether there was one. */
  remove(workspaceId: string, email: string): Promise<boolean>;
}
