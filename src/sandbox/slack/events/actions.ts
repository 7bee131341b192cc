import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { SLACK_LIMITS } from '../../../slack/views/limits.js';
import type { ActionRequest, OptionsAnswer, OptionsRequest } from '../../protocol.js';
import { Refusal } from '../../refusal.js';
import type { SlackContext } from '../context.js';
import { issueResponseUrl } from '../response-urls.js';
import { optionGroup, plainOption } from '../validate/objects.js';
import { elementsOf } from '../validate/whole.js';
import { blocksOf } from '../views.js';
import { failure } from './failure.js';
import { stateOf } from './filled.js';
import { containerFields, type Place, placeOf, whoAndWhere } from './payload.js';
import { findPerson } from './typed.js';
import { withFiles } from './uploaded.js';

/** A click or choice: block_actions. What does not reach Drumbeat shows in the modal, or is refused with 409. */
export async function takeAction(context: SlackContext, request: ActionRequest): Promise<void> {
  const person = findPerson(request.person);
  const place = placeOf(context, person, request.container);
  const blocks = blocksIn(place);
  const element = elementAt(blocks, request.action.block_id, request.action.action_id);
  if (element.type !== request.action.type) throw new Refusal(400, `That element is a ${element.type}`);
  const state = stateOf(blocks, withFiles(context, person.id, request.state));
  if (place.kind === 'view') place.view.state = state;
  const nowMs = context.timers.nowMs();
  const delivery = await context.deliver.form({
    payload: JSON.stringify({
      type: 'block_actions',
      ...whoAndWhere(person),
      ...containerFields(place),
      ...(place.kind === 'message' ? { state: { values: state } } : {}),
      trigger_id: context.triggers.issue({ user: person.id, fromModal: isModal(place) }),
      ...(place.kind === 'message'
        ? {
            response_url: issueResponseUrl(context, {
              user: person.id,
              conversation: place.conversation.id,
              messageTs: place.message.ts,
            }),
          }
        : {}),
      actions: [{ ...sentWith(element), ...request.action, action_ts: (nowMs / 1000).toFixed(6) }],
    }),
  });
  if (delivery.kind === 'acknowledged') {
    if (place.kind === 'view' && place.view.banner !== null) {
      place.view.banner = null;
      context.store.changed();
    }
    return;
  }
  if (place.kind === 'message' || !isModal(place)) throw new Refusal(409, failure(delivery));
  place.view.banner = failure(delivery);
  context.store.changed();
}

const suggestions = z.union([
  z.object({ options: z.array(plainOption).max(SLACK_LIMITS.selectOptions) }),
  z.object({ option_groups: z.array(optionGroup).max(SLACK_LIMITS.optionGroups) }),
]);

/** What an external select offers: block_suggestion. */
export async function takeOptions(context: SlackContext, request: OptionsRequest): Promise<OptionsAnswer> {
  const person = findPerson(request.person);
  const place = placeOf(context, person, request.container);
  const element = elementAt(blocksIn(place), request.blockId, request.actionId);
  if (!['external_select', 'multi_external_select'].includes(element.type)) {
    throw new Refusal(400, `A ${element.type} asks for no options`);
  }
  const delivery = await context.deliver.form({
    payload: JSON.stringify({
      type: 'block_suggestion',
      ...whoAndWhere(person),
      ...containerFields(place),
      action_id: request.actionId,
      block_id: request.blockId,
      value: request.value,
    }),
  });
  if (delivery.kind !== 'acknowledged') throw new Refusal(409, failure(delivery));
  const parsed = suggestions.safeParse(delivery.body);
  if (!parsed.success) throw new Refusal(409, 'Drumbeat answered options that Slack would not take');
  const { data } = parsed;
  return { options: 'options' in data ? data.options : data.option_groups.flatMap((group) => group.options) };
}

function isModal(place: Place): boolean {
  return place.kind === 'view' && place.view.view.type === 'modal';
}

function blocksIn(place: Place): readonly KnownBlock[] {
  return place.kind === 'message' ? place.message.blocks : blocksOf(place.view.view);
}

function elementAt(blocks: readonly KnownBlock[], blockId: string, actionId: string) {
  const block = blocks.find((one) => one.block_id === blockId);
  const element = block && elementsOf(block).find((one) => one.action_id === actionId);
  if (element === undefined) throw new Refusal(409, 'That element is no longer there');
  return element;
}

/** A button's payload repeats its own text, value and style; other elements send what was chosen. */
function sentWith(element: object): Readonly<Record<string, unknown>> {
  const repeated = ['text', 'value', 'style', 'placeholder'];
  return Object.fromEntries(Object.entries(element).filter(([key]) => repeated.includes(key)));
}
