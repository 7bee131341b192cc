import { type PublishedSequence, publishSequence } from '../../../src/app/sequences/publishSequence.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import type { AppWorld } from '../../support/app-world.js';

/** A mail on the next day at nine. */
export const email = (id: string, when: unknown = { days: 1, at: '09:00' }) => ({
  id,
  kind: 'email',
  when,
  email: { subject: 'Hello', body: 'Hi {{ contact.firstName }}' },
});

/** Publishes a sequence as the manager: a new one, or a further version of one. */
export async function publish(
  world: AppWorld,
  file: Record<string, unknown>,
  sequenceId?: string,
): Promise<PublishedSequence> {
  const parsed = parseSequence({ name: 'Outbound', ...file });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const now = await world.clock.now();
  return world.store.transact((tables) =>
    publishSequence(
      { tables, ids: world.ids, now, carried: world.carried },
      {
        workspaceId: world.workspace.id,
        definition: parsed.sequence,
        publishedById: world.manager.id,
        as: sequenceId === undefined ? 'new' : { sequenceId },
      },
    ),
  );
}
