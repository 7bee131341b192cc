import type { DateTime } from 'luxon';
import type { Sequence } from '../../../domain/sequence/sequence.js';
import type { StoredTemplate } from '../../../domain/template/stored-template.js';
import type { UnreadableContent } from '../../faults.js';

/** A sequence as the list shows it; what it does is in its versions. */
export interface StoredSequence {
  readonly id: string;
  readonly workspaceId: string;
  /** The name's slug, unique in the workspace. */
  readonly slug: string;
  readonly name: string;
  readonly currentVersionId: string;
  readonly pausedAt: DateTime | null;
  readonly archivedAt: DateTime | null;
}

/** What was published once; never changes. */
export interface SequenceVersion {
  readonly id: string;
  readonly sequenceId: string;
  readonly number: number;
  readonly definition: Sequence;
  readonly publishedAt: DateTime;
  readonly publishedById: string | null;
}

/** One of all the versions of a sequence, some of which may be unreadable here. */
export type ListedVersion = Omit<SequenceVersion, 'definition'> & { readonly definition: Sequence | UnreadableContent };

/** How many enrollments of a sequence are in which state. */
export interface SequenceCounts {
  readonly active: number;
  readonly paused: number;
  readonly completed: number;
  readonly exited: number;
}

export interface Sequences {
  byId(id: string): Promise<StoredSequence | null>;
  /** In the order of the ids, each once. */
  byIds(ids: readonly string[]): Promise<StoredSequence[]>;
  /** By slug or by name, without case. Archived ones too. */
  byName(workspaceId: string, name: string): Promise<StoredSequence | null>;
  /** Not archived, by name. */
  all(workspaceId: string): Promise<StoredSequence[]>;
  /** The slugs of all, archived ones too. */
  slugs(workspaceId: string): Promise<string[]>;
  counts(workspaceId: string): Promise<ReadonlyMap<string, SequenceCounts>>;
  /** Both rows in one go; the slug must be free (a unique index says so: rejects with a Permanent fault). */
  create(sequence: StoredSequence, version: SequenceVersion): Promise<void>;
  /** A further version becomes the current one; the sequence takes its name, and this slug. */
  addVersion(version: SequenceVersion, slug: string): Promise<void>;
  /** Every version that was published, the newest first. */
  versions(sequenceId: string): Promise<ListedVersion[]>;
  /** Versions never change, so implementations keep the parsed ones they have read. Rejects with an UnreadableContent. */
  version(id: string): Promise<SequenceVersion | null>;
  /** Holds the sequence's row until the transaction ends, so that enrolling, pausing and publishing do not cross. */
  lock(id: string): Promise<StoredSequence | null>;
  /** Holds it against who locks it, and not against others who only hold it: many may enroll at the same time. */
  hold(id: string): Promise<StoredSequence | null>;
  /** {@link lock} without ever waiting; null where somebody else holds it. */
  lockFree(id: string): Promise<StoredSequence | null>;
  /**
   * So many sequences whose split tests are to be looked at by now, of workspaces in turn: ids. They are looked at again at
   * `next`. Those that somebody holds are passed over.
   */
  takeDuePromotions(now: DateTime, next: DateTime, limit: number): Promise<string[]>;
  nextPromotionAt(): Promise<DateTime | null>;
  setPaused(id: string, pausedAt: DateTime | null): Promise<void>;
}

/** A stored text that steps call by name, as it stands now. */
export type TemplateRow = StoredTemplate & {
  readonly id: string;
  readonly workspaceId: string;
  /** Of its content, from 1. */
  readonly version: number;
};

/** What a template said once; never changes. */
export interface TemplateVersion {
  readonly id: string;
  readonly number: number;
  readonly template: StoredTemplate;
  readonly savedAt: DateTime;
  /** Null: an import. */
  readonly savedById: string | null;
}

export interface Templates {
  byId(id: string): Promise<TemplateRow | null>;
  byName(workspaceId: string, name: string): Promise<TemplateRow | null>;
  /** Of the kinds that are known here, by name. */
  all(workspaceId: string): Promise<TemplateRow[]>;
  /** Of every kind, by name; in the place of one that cannot be read here, why. */
  listed(workspaceId: string): Promise<(TemplateRow | UnreadableContent)[]>;
  /** A further version, the first of a name that is new; answers it. Kinds never change. */
  save(
    template: StoredTemplate & { readonly workspaceId: string },
    version: Pick<TemplateVersion, 'id' | 'savedAt' | 'savedById'>,
  ): Promise<TemplateRow>;
  /** The newest first. */
  versions(id: string): Promise<TemplateVersion[]>;
  delete(id: string): Promise<void>;
}
