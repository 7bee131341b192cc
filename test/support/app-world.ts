import type { AuditEntry } from '../../src/app/ports/stores/digests.js';
import type { Member } from '../../src/app/ports/stores/people.js';
import { appDepsOf } from './app-deps.js';
import { aPerson, createMemoryDirectory } from './memory-directory.js';
import { aMember } from './people.js';
import { createWorld } from './world.js';

/** {@link createWorld} with everything use cases take, a manager, an admin, and a Slack directory in memory. */
export async function createAppWorld() {
  const world = await createWorld();
  const { workspace, store, ids, clock } = world;
  const directory = createMemoryDirectory([aPerson('ana', { name: 'Ana Ruiz' })]);
  const { app, poked } = appDepsOf(world, directory);
  const now = await clock.now();
  const member = async (handle: string, given: Partial<Member> = {}) => {
    const made = aMember(ids.next(), workspace.id, { handle, ...given });
    await store.read.members.save(made, now);
    return made;
  };
  const manager = await member('mia', { isManager: true });
  const admin = await member('adam', { isSlackAdmin: true });
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
