import type { KnownBlock, ModalView } from '@slack/types';
import { counted, listed } from '../../../app/shown/counted.js';
import type { ShownAllowing, ShownReview, ShownSuperseded } from '../../../app/shown/review.js';
import type { FinishedChoice } from '../../../domain/enrollment/publish.js';
import { finishedChoices } from '../../../domain/enrollment/publish.js';
import { actionIds, callbackIds } from '../../action-ids.js';
import { actions, button, input, modal, option, section } from '../blocks.js';
import { changeBlocks, lineBlocks } from '../changes.js';
import { radio } from '../inputs.js';
import { readState } from '../state.js';
import { bold, escaped, oneLine } from '../text.js';

const finishedBlock = 'finished';

/** What publishing does, before it does it. */
export function reviewModal(review: ShownReview): ModalView {
  const { draftId, revision, numbers, notice, lines, changes, allowing } = review;
  return modal({
    callbackId: callbackIds.review,
    title: 'Review',
    submit: allowing.needed === 'always' ? 'Ask for a yes' : 'Publish',
    close: 'Close',
    metadata: { draftId, revision, numbers },
    blocks: [
      ...(notice === null ? [] : [section(`:information_source: ${escaped(oneLine(notice), 600)}`)]),
      section(`${bold(review.name, 160)}, version ${review.version}. Nothing is published yet; this is what it does:`),
      ...lineBlocks(lines),
      ...finishedField(review),
      ...allowingText(allowing),
      section('*What changes*'),
      ...changeBlocks(changes),
      ...actions(null, [button(actionIds.builder.goOn, 'Back to the steps', draftId)]),
    ],
  });
}

function finishedField({ finished }: ShownReview): KnownBlock[] {
  if (finished === null) return [];
  const { people, get } = finished;
  const options = [
    option('They get what comes new', 'continue', get),
    option('Leave them finished', 'leave', 'It stays over for them'),
  ];
  const label = `${people} ${people === 1 ? 'is' : 'are'} at the end`;
  return [input(finishedBlock, label, radio(actionIds.field, options, 'continue'))];
}

/** Whether somebody else has to allow it, and who; nothing where nobody has to. */
export function allowingText(allowing: ShownAllowing): KnownBlock[] {
  if (allowing.needed === 'no') return [];
  const many = `${counted(allowing.people, 'person', 'people')}, more than ${allowing.limit}`;
  if (allowing.needed === 'nobody') {
    return [section(`It changes something for ${many}, and there is no other manager to ask: it is your decision.`)];
  }
  const who = listed(
    allowing.who.slice(0, 10).map((name) => escaped(oneLine(name), 80)),
    'or',
  );
  const when = allowing.needed === 'always' ? 'It changes' : 'If those at the end go on, it changes';
  const before = allowing.asked ? ' They were asked before; asking again takes the place of that.' : '';
  return [
    section(`:raised_hand: ${when} something for ${many}: ${who} has to allow it, and is asked in Slack.${before}`),
  ];
}

/** What becomes of those at the end, as chosen in the review. */
export function readReview(values: unknown): FinishedChoice {
  const chosen = readState(values).choice(finishedBlock);
  return finishedChoices.find((one) => one === chosen) ?? 'continue';
}

/** Somebody published meanwhile: what they changed, and what this draft would make of it. */
export function supersededModal(shown: ShownSuperseded): ModalView {
  const { draftId, revision, versionId, sequenceId, current, base } = shown;
  const by = escaped(oneLine(shown.by), 80);
  return modal({
    callbackId: callbackIds.rebase,
    title: 'Changed meanwhile',
    submit: 'Go on with mine',
    close: 'Close',
    metadata: { draftId, revision, versionId },
    blocks: [
      section(
        `${by} published version ${current} of ${bold(shown.name, 160)} while you edited version ${base}. Nothing of yours was published, and your draft is kept.`,
      ),
      section(`*What version ${current} changed*`),
      ...changeBlocks(shown.theirs),
      section(`*What yours would change of version ${current}*`),
      ...changeBlocks(shown.ours.length === 0 ? ['Nothing: it says the same.'] : shown.ours),
      ...actions(null, [
        button(actionIds.builder.goOn, 'Back to the steps', draftId),
        button(actionIds.builder.takeTheirs, `Drop mine, edit version ${current}`, `${sequenceId}:${draftId}`, {
          style: 'danger',
        }),
      ]),
    ],
  });
}
