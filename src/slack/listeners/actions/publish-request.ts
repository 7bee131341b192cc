import { type DecidedRequest, decideRequest } from '../../../app/sequences/decideRequest.js';
import { type Answer, done, info, later, type MessageAnswer, refused } from '../answers.js';
import { named, notAllowed } from '../refusals.js';
import type { ActionContext } from './action.js';

/** Approve or Refuse under the question whether something that concerns many is allowed. Values: `allow id`, `refuse id`. */
export async function decidePublish({ deps, actor, value }: ActionContext): Promise<Answer> {
  const [choice, requestId = ''] = value.split(' ');
  const allows = choice === 'allow';
  // Publishing for many takes longer than an acknowledgement may.
  return later(async () => decided(await decideRequest(deps, { actor, requestId, allows })));
}

function decided(outcome: DecidedRequest): MessageAnswer {
  if (outcome.ok) {
    const name = named(outcome.name);
    const did = outcome.of === 'edit' ? 'Published' : 'Saved the text';
    return outcome.allowed
      ? done(`${did} *${name}*, version ${outcome.version}.`)
      : done(`Refused: *${name}* stays as it is, and who asked is told.`);
  }
  switch (outcome.reason) {
    case 'not-allowed':
      return notAllowed(outcome, 'allow what concerns many');
    case 'gone':
      return refused('That is gone: it was deleted since this was asked.');
    case 'own':
      return refused('You asked for this: another manager has to answer.');
    case 'decided': {
      const by = outcome.by === null ? 'It' : `${named(outcome.by.name)} decided before you: it`;
      const was = { open: 'is open', approved: 'was allowed', refused: 'was refused', replaced: 'counts no more' };
      return info(`${by} ${was[outcome.request.state]}. Nothing was changed.`);
    }
    case 'outdated':
      return refused(
        outcome.of === 'edit'
          ? 'The sequence or the draft was changed since this was asked: nothing was published. Who asked is told.'
          : 'The text was changed since this was asked: nothing was saved. Who asked is told.',
      );
    case 'numbers-changed':
      return refused(
        'Other people are concerned than when you saw it. The message shows the numbers as they are now: look, and click again.',
      );
  }
}
