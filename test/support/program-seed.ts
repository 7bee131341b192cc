import type { DateTime } from 'luxon';
import { createDatabaseClock } from '../../src/adapters/postgres/clock.js';
import { type Database, openDatabase } from '../../src/adapters/postgres/database.js';
import { createStore } from '../../src/adapters/prisma/store.js';
import { planOf } from '../../src/app/enrollments/planOf.js';
import { withProgress } from '../../src/app/enrollments/saveTransition.js';
import { newWorkspace } from '../../src/app/people/newWorkspace.js';
import type { Enrollment } from '../../src/app/ports/stores/enrollments.js';
import type { Member, StoredContact, Workspace } from '../../src/app/ports/stores/people.js';
import { enroll } from '../../src/domain/enrollment/enroll.js';
import { parseSequence } from '../../src/domain/sequence/parse.js';
import { slugOf } from '../../src/domain/sequence/slug.js';
import { ids } from './ids.js';
import { countedStates } from './ledger.js';
import { aContact, aMember } from './people.js';

/** One mail at once. */
export const oneMail = {
  id: 'intro',
  name: 'Intro',
  kind: 'email',
  when: 'immediately',
  email: { subject: 'Hello {{ contact.firstName }}', body: 'Hi {{ contact.firstName }}, the secret body.' },
};

/** One mail at once that needs nothing of the contact. */
export const plainMail = { ...oneMail, email: { subject: 'Hello', body: 'Hello there, the secret body.' } };

/**
 * Puts work for the program into its database, past the program: what it finds there it finds by its own means, since
 * nobody pokes it. `url` is the program's database, migrated; the program need not run, nor have run.
 */
export async function openSeed(url: string) {
  const database: Database = await openDatabase({ url, max: 4 });
  const store = createStore(database);
  const clock = createDatabaseClock(database.pool);

  /** The program's workspace, or one that it will take over when it connects. */
  const workspaceAndRep = async (): Promise<{ workspace: Workspace; rep: Member }> => {
    const now = await clock.now();
    const workspace =
      (await store.read.workspaces.all())[0] ?? newWorkspace({ id: ids.next(), name: 'Harbor Analytics' });
    return store.transact(async (tables) => {
      if ((await tables.workspaces.byId(workspace.id)) === null) await tables.workspaces.create(workspace, now);
      const known = (await tables.members.all(workspace.id)).find(({ handle }) => handle === 'ana');
      const rep =
        known ?? aMember(ids.next(), workspace.id, { slackUserId: 'U0ANA00001', handle: 'ana', name: 'Ana Ruiz' });
      if (known === undefined) await tables.members.save(rep, now);
      return { workspace, rep };
    });
  };

  /** Publishes a sequence and enrolls so many new contacts in it, as of now or `at`; answers the enrollments' ids. */
  const enrollMany = async (
    count: number,
    options: {
      steps?: readonly object[];
      name?: string;
      at?: DateTime;
      contactOf?: (index: number) => Partial<StoredContact>;
    } = {},
  ) => {
    const { workspace, rep } = await workspaceAndRep();
    const now = options.at ?? (await clock.now());
    const parsed = parseSequence({ name: options.name ?? `Cadence ${ids.next()}`, steps: options.steps ?? [oneMail] });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { sequence: definition } = parsed;
    const [sequenceId, versionId] = [ids.next(), ids.next()];
    const version = { id: versionId, sequenceId, number: 1, definition, publishedAt: now, publishedById: null };
    const { name } = definition;
    const sequence = {
      id: sequenceId,
      workspaceId: workspace.id,
      slug: slugOf(name),
      name,
      currentVersionId: versionId,
    };
    const contacts: StoredContact[] = [];
    const enrollments: Enrollment[] = [];
    await store.transact(async (tables) => {
      await tables.sequences.create({ ...sequence, pausedAt: null, archivedAt: null }, version);
      for (let made = 0; made < count; made += 1) {
        const contact = aContact(ids.next(), workspace.id, rep.id, options.contactOf?.(made));
        const plan = planOf(version, workspace, contact);
        const { progress } = enroll(plan, now);
        const of = { workspaceId: workspace.id, sequenceId, sequenceVersionId: versionId, contactId: contact.id };
        const plain = {
          pauses: [],
          pausedUntil: null,
          hold: null,
          holdReason: null,
          queuedFor: null,
          dueAt: null,
          enrolledAt: now,
          progress,
        };
        const enrollment = withProgress({ id: ids.next(), ...of, ownerId: rep.id, ...plain }, progress);
        contacts.push(contact);
        enrollments.push(enrollment);
      }
      await tables.contacts.createMissing(contacts, now);
      await tables.enrollments.createMany(enrollments);
    });
    return enrollments.map(({ id }) => id);
  };

  return {
    ...database,
    store,
    clock,
    ids,
    workspaceAndRep,
    enrollMany,
    /** How many executions are in each state, of these enrollments. */
    states: (enrollmentIds: readonly string[]) => countedStates(database.pool, enrollmentIds),
  };
}

export type Seed = Awaited<ReturnType<typeof openSeed>>;
