import type { ConversationsSelect, InputBlock } from '@slack/types';
import { actionIds } from '../../action-ids.js';
import { input, option } from '../blocks.js';
import { radio, usersInput } from '../inputs.js';
import type { FormState } from '../state.js';
import { assigneeOf, assignees, chosenOf, type StepChoices } from './step-choices.js';
import { textOf } from './text-fields.js';

/** Slack ids of those whom something names, by their names as written. */
export type SlackIds = ReadonlyMap<string, string>;

/** Whom a form asks for: its key's path, and what stands there so far. */
interface Whom {
  readonly path: string;
  readonly named: unknown;
  readonly slackIds: SlackIds;
}

/** The owner, somebody else or a channel. `dispatch`: the form is drawn anew for the choice. */
export function whomChoice(
  path: string,
  label: string,
  { chosen, channel, dispatch = false }: { chosen: StepChoices['assignee']; channel?: string; dispatch?: boolean },
): InputBlock {
  const who = [
    option('The owner', 'owner'),
    option('Somebody else', 'person'),
    option('A channel', 'channel', channel),
  ];
  const actionId = dispatch ? actionIds.builder.assignee : actionIds.field;
  return input(`${path}.who`, label, radio(actionId, who, chosen), { dispatch });
}

/** Which person; `optional`: none need be chosen. */
export function personField(whom: Whom, label: string, optional = false): InputBlock {
  const { initial, keeps } = standing(whom, 'person');
  const menu = usersInput(initial);
  return input(`${whom.path}.person`, label, menu, { optional: optional || keeps !== undefined, hint: keeps });
}

/** Which channel, public or private. */
export function channelField(whom: Whom, label: string, optional = false): InputBlock {
  const { initial, keeps } = standing(whom, 'channel');
  const menu: ConversationsSelect = {
    type: 'conversations_select',
    action_id: actionIds.field,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(initial === null ? {} : { initial_conversation: initial }),
  };
  const hint = keeps ?? 'Drumbeat has to be in it: invite it first.';
  return input(`${whom.path}.channel`, label, menu, { optional: optional || keeps !== undefined, hint });
}

/** What is chosen already. A name that Slack does not know cannot be; it stays unless another is chosen. */
function standing({ named: written, slackIds }: Whom, of: StepChoices['assignee']) {
  const named = textOf(written);
  if (named === null || assigneeOf(named) !== of) return { initial: null, keeps: undefined };
  const initial = slackIds.get(named) ?? null;
  return { initial, keeps: initial === null ? `Now ${named}; empty keeps that.` : undefined };
}

/** The choice of {@link whomChoice}; null where the form has none. */
export function readWhomChoice(state: FormState, path: string): string | null {
  return state.choice(`${path}.who`);
}

/** Who was chosen, by Slack id, or `owner`; else as it was, and empty where nobody is chosen. */
export function readWhom(state: FormState, path: string, before: unknown, to = choiceIn(state, path, before)): string {
  if (to === 'owner') return 'owner';
  const chosen = state.choice(`${path}.${to}`);
  return chosen ?? (assigneeOf(before) === to ? (textOf(before) ?? '') : '');
}

function choiceIn(state: FormState, path: string, before: unknown): StepChoices['assignee'] {
  return chosenOf(assignees, readWhomChoice(state, path), assigneeOf(before));
}
