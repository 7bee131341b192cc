import { compareVersion, listVersions } from '../../../app/sequences/listVersions.js';
import { shortTime } from '../../../app/shown/clocks.js';
import { readerZone } from '../../../app/shown/readerZone.js';
import { readChoice } from '../../action-ids.js';
import { comparisonModal, versionModal, versionsModal } from '../../views/versions.js';
import { type Answer, modalAnswer, nothing, refused } from '../answers.js';
import { openEditor } from '../building/open-builder.js';
import type { ActionContext, ActionHandler } from './action.js';

/** A sequence's versions; the value is its id, or `page:id`. */
export const showVersions: ActionHandler = async (context) => {
  const { deps, actor, workspace, value } = context;
  const paged = readChoice(value);
  const found = await listVersions(deps, { actor, sequenceId: paged?.id ?? value });
  if (found === null) return refused('That sequence is gone.');
  const view = versionsModal(found, readerZone(actor, workspace), Number(paged?.choice ?? 0));
  return modalAnswer(view, { instead: paged === null ? 'shown' : 'any' });
};

/** What can be done with one version. */
export const versionMenu: ActionHandler = async (context) => {
  const chosen = readChoice(context.value);
  if (chosen === null) return nothing;
  const { deps, actor } = context;
  const compared = await compareVersion(deps, { actor, versionId: chosen.id });
  if (compared === null) return refused('That version is gone.');
  switch (chosen.choice) {
    case 'look':
      return look(context, compared);
    case 'compare':
      return modalAnswer(comparisonModal(compared));
    case 'restore':
      return openEditor(context, compared.sequence.id, compared.version.id);
    default:
      return nothing;
  }
};

function look({ actor, workspace }: ActionContext, compared: Parameters<typeof versionModal>[0]): Answer {
  const zone = readerZone(actor, workspace);
  return modalAnswer(versionModal(compared, zone, shortTime(compared.version.publishedAt, zone)));
}
