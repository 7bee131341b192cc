import { startDraft } from '../../../app/sequences/startDraft.js';
import type { Acting } from '../acting.js';
import { type MessageAnswer, type ModalAnswer, modalAnswer, refused } from '../answers.js';
import { named, notAllowed } from '../refusals.js';
import { runButtons } from '../run-button.js';
import { draftView } from './draft-view.js';

/** Begins a new sequence: its draft is stored from now on, and the builder shows it. */
export async function openBuilder(acting: Acting, name: string | null): Promise<ModalAnswer | MessageAnswer> {
  const { deps, actor } = acting;
  const started = await startDraft(deps, { actor, of: { kind: 'new', name } });
  if (started.ok) {
    const shown = await draftView(acting, started.draft.id, {});
    return shown.ok ? modalAnswer(shown.view) : shown.refusal;
  }
  if (started.reason === 'not-allowed') return notAllowed(started, 'build a sequence');
  if (started.reason === 'unknown-sequence') throw new Error('a new sequence is not looked up');
  const { sequence } = started;
  return refused(
    `There is a sequence called “${named(sequence.name)}” already.`,
    runButtons([{ label: 'Show it', text: `show ${sequence.slug}` }]),
  );
}
