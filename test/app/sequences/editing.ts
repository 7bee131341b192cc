import type { Member } from '../../../src/app/ports/stores/people.js';
import type { SequenceVersion } from '../../../src/app/ports/stores/sequences.js';
import { changeDraft, type DraftChange } from '../../../src/app/sequences/changeDraft.js';
import { reviewEdit } from '../../../src/app/sequences/reviewEdit.js';
import { startEdit } from '../../../src/app/sequences/startEdit.js';
import type { AppWorld } from '../../support/app-world.js';

/** A mail on the third day at nine. */
export const email = (id: string, when: unknown = { days: 2, at: '09:00' }) => ({
  id,
  kind: 'email',
  name: id,
  when,
  email: { subject: id, body: 'Good day.' },
});

/** Somebody's draft of a live sequence, with these changes in it. */
export async function edit(
  world: AppWorld,
  version: Pick<SequenceVersion, 'sequenceId'>,
  changes: readonly DraftChange[],
  actor: Member = world.manager,
) {
  const started = await startEdit(world.app, { actor, sequenceId: version.sequenceId });
  if (!started.ok) throw new Error(started.reason);
  const draftId = started.draft.id;
  let { revision } = started.draft;
  const apply = async (change: DraftChange) => {
    const outcome = await changeDraft(world.app, { actor, draftId, revision, change });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    ({ revision } = outcome.draft);
  };
  for (const change of changes) await apply(change);
  return {
    draftId,
    apply,
    at: () => ({ actor, draftId, revision }),
    review: async () => {
      const review = await reviewEdit(world.app, { actor, draftId, revision });
      if (!review.ok) throw new Error(JSON.stringify(review));
      return review;
    },
  };
}
