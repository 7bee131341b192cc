import { actionIds, type Leaves } from '../../action-ids.js';
import { digestModal } from '../../views/digest-settings.js';
import { type Answer, modalAnswer, refused } from '../answers.js';
import { runStopDigest } from '../digests.js';
import type { ActionContext, ActionHandler } from './action.js';

const { digest } = actionIds;
const gone = 'That digest is gone: nothing was changed.';

/** The buttons of a channel's digest; values are the digest's id. */
export const digestActions: Readonly<Record<Leaves<typeof digest>, ActionHandler>> = {
  [digest.change]: async (context) => {
    const found = await digestOf(context);
    return found === null ? refused(gone) : modalAnswer(digestModal(found));
  },
  [digest.off]: async (context): Promise<Answer> => {
    const found = await digestOf(context);
    return found === null ? refused(gone) : runStopDigest(context, found.channel);
  },
};

async function digestOf({ deps, workspace, value }: ActionContext) {
  const found = await deps.store.read.digests.byId(value);
  return found?.workspaceId === workspace.id ? found : null;
}
