import type { AuditEntry } from '../../src/app/ports/stores/digests.js';
import type { Member } from '../../src/app/ports/stores/people.js';
import { appDepsOf } from './app-deps.js';
import { aPerson, createMemoryDirectory } from './memory-directory.js';
import { aMember } from './people.js';
import { createWorld } from './world.js';

/** {@link createWorld} with everything use cases take, a manager, an admin, and a Slack directory in memory. */
export async function createAppWorld() {
  const world = await createWorld({
    others: [
      { handle: 'mia', isManager: true },
      { handle: 'adam', isSlackAdmin: true },
    ] as const,
  });
  const { workspace, store, ids, clock } = world;
  const directory = createMemoryDirectory([aPerson('ana', { name: 'Ana Ruiz' })]);
  const { app, poked } = appDepsOf(world, directory);
  const [manager, admin] = world.others;
  const member = async (handle: string, given: Partial<Member> = {}) => {
    const made = aMember(ids.next(), workspace.id, { handle, ...given });
    await store.read.members.save(made, await clock.now());
    return made;
  };
  return {
    ...world,
    /** What use cases of the app take; `deps` is what firing takes. */
    app,
    directory,
    manager,
    admin,
    member,
    poked,
    /** Does `work` as often at the same moment: on connections that are open already, so that none comes first. */
    atOnce: async <T>(works: readonly (() => Promise<T>)[]): Promise<T[]> => {
      await Promise.all(works.map(() => world.pool.query('SELECT 1')));
      return Promise.all(works.map((work) => work()));
    },
    audit: async () => {
      const { rows } = await world.pool.query<Pick<AuditEntry, 'action' | 'subject' | 'detail'>>(
        'SELECT action, subject, detail FROM audit_entries ORDER BY at, id',
      );
      return rows;
    },
  };
}

export type AppWorld = Awaited<ReturnType<typeof createAppWorld>>;
