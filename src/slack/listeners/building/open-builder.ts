import { discardDraft } from '../../../app/sequences/discardDraft.js';
import { draftSteps } from '../../../app/sequences/draft.js';
import { startDraft } from '../../../app/sequences/startDraft.js';
import { startEdit } from '../../../app/sequences/startEdit.js';
import { counted } from '../../../app/shown/counted.js';
import { actionIds, choiceValue } from '../../action-ids.js';
import { SLACK_LIMITS } from '../../views/limits.js';
import type { Acting } from '../acting.js';
import { info, type MessageAnswer, type ModalAnswer, modalAnswer, refused } from '../answers.js';
import { boldNames, named, notAllowed } from '../refusals.js';
import { runButtons } from '../run-button.js';
import { draftRefused, draftView } from './draft-view.js';

type OpenDraft = Extract<Awaited<ReturnType<typeof startDraft>>, { reason: 'draft-open' }>['draft'];

/** Begins a new sequence, and the builder shows it; who has begun one already is asked which. */
export async function openBuilder(acting: Acting, name: string | null): Promise<ModalAnswer | MessageAnswer> {
  const started = await startDraft(acting.deps, { actor: acting.actor, name });
  if (started.ok) return goOn(acting, started.draft.id);
  switch (started.reason) {
    case 'not-allowed':
      return notAllowed(started, 'build a sequence');
    case 'draft-open':
      return whichDraft(started.draft, name ?? '');
    case 'name-taken':
      return refused(
        `There is a sequence called ${boldNames([started.sequence.name])} already.`,
        runButtons([{ label: 'Show it', text: `show ${started.sequence.slug}` }]),
      );
  }
}

/** The builder with a draft that there is. */
export async function goOn(
  acting: Acting,
  draftId: string,
  notice: string | null = null,
): Promise<ModalAnswer | MessageAnswer> {
  const shown = await draftView(acting, draftId, { notice });
  return shown.ok ? modalAnswer(shown.view, { instead: 'any' }) : shown.refusal;
}

/** Throws a draft away and begins another. One that is gone meanwhile is no hindrance. */
export async function startAnew(acting: Acting, draftId: string, name: string): Promise<ModalAnswer | MessageAnswer> {
  const discarded = await discardDraft(acting.deps, { actor: acting.actor, draftId });
  if (!discarded.ok && discarded.reason !== 'no-draft') return draftRefused(discarded);
  return openBuilder(acting, name);
}

/** Begins to edit a live sequence, or to bring back a version of it; who has a draft of it already is asked. */
export async function openEditor(
  acting: Acting,
  sequenceId: string,
  versionId?: string,
): Promise<ModalAnswer | MessageAnswer> {
  const wanted = versionId === undefined ? {} : { versionId };
  const started = await startEdit(acting.deps, { actor: acting.actor, sequenceId, ...wanted });
  if (started.ok) return goOn(acting, started.draft.id, await restoring(acting, versionId));
  switch (started.reason) {
    case 'not-allowed':
      return notAllowed(started, 'edit a sequence');
    case 'gone':
      return refused('That sequence, or that version of it, is gone.');
    case 'archived':
      return refused('That sequence is archived: it cannot be edited.');
    case 'draft-open': {
      const { draft, sequence } = started;
      const anew = choiceValue(draft.id, choiceValue(sequenceId, versionId ?? ''));
      return info(`You have a draft of *${named(sequence.name)}* that is not published yet.`, [
        { action: actionIds.builder.goOn, label: 'Go on with it', value: draft.id, style: 'primary' },
        { action: actionIds.builder.editAnew, label: 'Discard it, edit anew', value: anew, style: 'danger' },
      ]);
    }
  }
}

/** Throws the own draft of a live sequence away, and edits it as it is now; with `versionId`, as it was. */
export async function editAnew(
  acting: Acting,
  draftId: string,
  sequenceId: string,
  versionId?: string,
): Promise<ModalAnswer | MessageAnswer> {
  const discarded = await discardDraft(acting.deps, { actor: acting.actor, draftId });
  if (!discarded.ok && discarded.reason !== 'no-draft') return draftRefused(discarded);
  return openEditor(acting, sequenceId, versionId);
}

/** That what is shown is an earlier version, which is not back yet. */
async function restoring({ deps }: Acting, versionId: string | undefined): Promise<string | null> {
  const version = versionId === undefined ? null : await deps.store.read.sequences.version(versionId);
  return version === null
    ? null
    : `These are the steps of version ${version.number}. *Review* shows what bringing them back does.`;
}

function whichDraft(draft: OpenDraft, wanted: string): MessageAnswer {
  const { id, definition } = draft;
  const name = typeof definition.name === 'string' ? definition.name.trim() : '';
  const called = name === '' ? 'a sequence without a name' : `“${named(name)}”`;
  const anew = choiceValue(id, wanted);
  return info(`You have begun ${called}, ${counted(draftSteps(draft).length, 'step')}, and not published it yet.`, [
    { action: actionIds.builder.goOn, label: 'Go on with it', value: id, style: 'primary' },
    {
      action: actionIds.builder.startAnew,
      label: 'Discard it, start anew',
      value: anew.length > SLACK_LIMITS.buttonValue ? choiceValue(id, '') : anew,
      style: 'danger',
    },
  ]);
}
