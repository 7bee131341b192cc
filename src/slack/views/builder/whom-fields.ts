import type { ConversationsSelect, InputBlock } from '@slack/types';
import { actionIds } from '../../action-ids.js';
import { input, option } from '../blocks.js';
import { radio, usersInput } from '../inputs.js';
import { type FormState, readState } from '../state.js';
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
  const { initial, keeps, blockId } = standing(whom, 'person');
  const menu = usersInput(initial);
  return input(blockId, label, menu, { optional: optional || keeps !== undefined, hint: keeps });
}

/** Which channel, public or private. */
export function channelField(whom: Whom, label: string, optional = false): InputBlock {
  const { initial, keeps, blockId } = standing(whom, 'channel');
  const menu: ConversationsSelect = {
    type: 'conversations_select',
    action_id: actionIds.field,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(initial === null ? {} : { initial_conversation: initial }),
  };
  const hint = keeps ?? 'Drumbeat has to be in it: invite it first.';
  return input(blockId, label, menu, { optional: optional || keeps !== undefined, hint });
}

/** What is chosen already. A name that Slack does not know cannot be; it stays unless another is chosen. */
function standing({ path, named: written, slackIds }: Whom, of: StepChoices['assignee']) {
  const blockId = menuBlock(path, of);
  const named = textOf(written);
  if (named === null || assigneeOf(named) !== of) return { initial: null, keeps: undefined, blockId };
  const initial = slackIds.get(named) ?? null;
  if (initial !== null) return { initial, keeps: undefined, blockId };
  return { initial, keeps: `Now ${named}; empty keeps that.`, blockId: keepingBlock(path, of) };
}

function menuBlock(path: string, of: StepChoices['assignee']): string {
  return `${path}.${of}`;
}

/** Of a menu that begins empty though somebody is named: what is read of the form has to tell it from an emptied one. */
function keepingBlock(path: string, of: StepChoices['assignee']): string {
  return `${menuBlock(path, of)}.kept`;
}

/** The choice of {@link whomChoice}; null where the form has none. */
export function readWhomChoice(state: FormState, path: string): string | null {
  return state.choice(`${path}.who`);
}

/** Who was chosen, by Slack id, or `owner`; as it was where the form has no menu or says that empty keeps that; else empty. */
export function readWhom(state: FormState, path: string, before: unknown, to = choiceIn(state, path, before)): string {
  if (to === 'owner') return 'owner';
  const menu = menuBlock(path, to);
  if (state.has(menu)) return state.choice(menu) ?? '';
  const kept = assigneeOf(before) === to ? (textOf(before) ?? '') : '';
  return state.choice(keepingBlock(path, to)) ?? kept;
}

/** Errors of a form by block; what is wrong with whom a menu names stands at that menu, not at the choice above it. */
export function atWhomMenus(errors: Readonly<Record<string, string>>, values: unknown): Record<string, string> {
  const state = readState(values);
  const moved = Object.entries(errors).map(([blockId, message]) => {
    const path = /^(.+)\.who$/.exec(blockId)?.[1];
    const to = path === undefined ? undefined : assignees.find((one) => one === state.choice(blockId));
    if (path === undefined || to === undefined) return [blockId, message] as const;
    const menu = [menuBlock(path, to), keepingBlock(path, to)].find((id) => state.has(id));
    return [menu ?? blockId, message] as const;
  });
  return Object.fromEntries(moved);
}

function choiceIn(state: FormState, path: string, before: unknown): StepChoices['assignee'] {
  return chosenOf(assignees, readWhomChoice(state, path), assigneeOf(before));
}
