import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import { SLACK_LIMITS } from '../../slack/views/limits.js';
import type { StoredView } from '../store/state.js';
import { type SlackContext, slackId } from './context.js';
import { stateOf } from './events/filled.js';
import { withIds } from './messages.js';
import { SlackError } from './slack-error.js';
import { isTooLarge, type Validated, validateHome, validateModal } from './validate/validate.js';
import { APP, TEAM } from './workspace.js';

/**
 * The stack of modals of each person, and their App Home. docs.slack.dev/surfaces/modals: up to three views on a stack,
 * a hash that changes with every update, external ids that are unique in the workspace.
 */

export type Modal = StoredView<ModalView>;

export function readModal(input: unknown): ModalView {
  return accepted(input, validateModal);
}

export function readHome(input: unknown): HomeView {
  return accepted(input, validateHome);
}

function accepted<V>(input: unknown, validate: (input: unknown) => Validated<V>): V {
  if (input === undefined) throw new SlackError('invalid_arguments', ['[ERROR] missing required field: view']);
  if (isTooLarge(input)) throw new SlackError('view_too_large');
  const validated = validate(input);
  if (!validated.ok) throw new SlackError('invalid_arguments', validated.messages);
  return validated.value;
}

export function stackOf(context: SlackContext, user: string): Modal[] {
  const { modals } = context.store.state;
  modals[user] ??= [];
  return modals[user];
}

/** views.open: a new stack; one that was open before is gone. */
export async function openModal(context: SlackContext, user: string, view: ModalView): Promise<Modal> {
  refuseTakenExternalId(context, view, null);
  const opened = await stored(context, view, null);
  context.store.state.modals[user] = [opened];
  context.store.changed();
  return opened;
}

/** views.push and `response_action: push`. Throws `push_limit_reached` for a fourth view, `not_found` without a stack. */
export async function pushModal(context: SlackContext, user: string, view: ModalView): Promise<Modal> {
  const top = stackOf(context, user).at(-1);
  if (top === undefined) throw new SlackError('not_found');
  if (stackOf(context, user).length >= SLACK_LIMITS.viewStack) throw new SlackError('push_limit_reached');
  refuseTakenExternalId(context, view, null);
  const pushed = await stored(context, view, top);
  stackOf(context, user).push(pushed);
  context.store.changed();
  return pushed;
}

/**
 * views.update and `response_action: update`. What was filled in stays where block and action ids stay. Throws `hash_conflict` where
 * `hash` is given and is not the view's.
 */
export async function updateModal(
  context: SlackContext,
  modal: Modal,
  view: ModalView,
  hash: string | undefined,
): Promise<void> {
  if (hash !== undefined && hash !== modal.hash) throw new SlackError('hash_conflict');
  refuseTakenExternalId(context, view, modal.id);
  modal.view = { ...view, blocks: withIds(view.blocks, context) };
  modal.hash = freshHash(context);
  modal.state = stateOf(blocksOf(modal.view), modal.state);
  modal.errors = {};
  modal.banner = null;
  context.store.changed();
}

export async function publishHome(
  context: SlackContext,
  user: string,
  view: HomeView,
  hash: string | undefined,
): Promise<StoredView<HomeView>> {
  const before = context.store.state.homes[user];
  if (hash !== undefined && before !== undefined && hash !== before.hash) throw new SlackError('hash_conflict');
  const published = { ...(await stored(context, view, null)), ...(before === undefined ? {} : sameHome(before)) };
  context.store.state.homes[user] = published;
  context.store.changed();
  return published;
}

const sameHome = ({ id, rootId, state }: StoredView<HomeView>) => ({ id, rootId, state });

/** An open modal by id or external id, with the person who has it open. */
export function findModal(
  context: SlackContext,
  wanted: { id?: string | undefined; externalId?: string | undefined },
): { modal: Modal; user: string } | undefined {
  for (const [user, stack] of Object.entries(context.store.state.modals)) {
    const modal = stack.find((one) =>
      wanted.id === undefined ? one.view.external_id === wanted.externalId : one.id === wanted.id,
    );
    if (modal !== undefined) return { modal, user };
  }
  return undefined;
}

/** Blocks of a view as the known ones they were validated to be. */
export function blocksOf(view: ModalView | HomeView): readonly KnownBlock[] {
  return view.blocks as readonly KnownBlock[];
}

/** A view as the Web API and payloads show it. */
export function slackView(stored: StoredView<ModalView | HomeView>): Readonly<Record<string, unknown>> {
  const { view } = stored;
  const modalFields =
    view.type === 'modal'
      ? {
          title: view.title,
          submit: view.submit ?? null,
          close: view.close ?? null,
          clear_on_close: view.clear_on_close ?? false,
          notify_on_close: view.notify_on_close ?? false,
        }
      : { title: { type: 'plain_text', text: 'View Title' }, submit: null, close: null };
  return {
    id: stored.id,
    team_id: TEAM.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    external_id: view.external_id ?? '',
    state: { values: stored.state },
    hash: stored.hash,
    ...modalFields,
    root_view_id: stored.rootId,
    previous_view_id: stored.previousId,
    app_id: APP.id,
    app_installed_team_id: TEAM.id,
    bot_id: APP.botId,
  };
}

async function stored<V extends ModalView | HomeView>(
  context: SlackContext,
  view: V,
  previous: Modal | null,
): Promise<StoredView<V>> {
  const id = slackId(context.ids, 'V');
  return {
    id,
    rootId: previous?.rootId ?? id,
    previousId: previous?.id ?? null,
    hash: freshHash(context),
    view: { ...view, blocks: withIds(view.blocks, context) },
    state: {},
    errors: {},
    banner: null,
  };
}

/** Nothing is waited for: of two updates the one that came later must stand. */
function freshHash({ timers, ids }: SlackContext): string {
  return `${Math.floor(timers.nowMs() / 1000)}.${ids.next().slice(-8)}`;
}

function refuseTakenExternalId(context: SlackContext, view: ModalView, except: string | null): void {
  if (view.external_id === undefined || view.external_id === '') return;
  const other = findModal(context, { externalId: view.external_id });
  if (other !== undefined && other.modal.id !== except) throw new SlackError('duplicate_external_id');
}
