import { z } from 'zod';
import type { ClosingRequest, SubmissionRequest } from '../../protocol.js';
import { Refusal } from '../../refusal.js';
import type { SlackContext } from '../context.js';
import { SlackError } from '../slack-error.js';
import { blocksOf, type Modal, pushModal, readModal, slackView, stackOf, updateModal } from '../views.js';
import type { Member } from '../workspace.js';
import { failure } from './failure.js';
import { inputErrors, stateOf } from './filled.js';
import { whoAndWhere } from './payload.js';
import { findPerson } from './typed.js';
import { withFiles } from './uploaded.js';

/**
 * The modal's submit button: Slack checks the fields itself, then asks the app with view_submission, and does what the
 * acknowledgement says. docs.slack.dev/surfaces/modals
 */
export async function takeSubmission(context: SlackContext, request: SubmissionRequest): Promise<void> {
  const person = findPerson(request.person);
  const modal = topModal(context, person, request.viewId);
  const blocks = blocksOf(modal.view);
  modal.state = stateOf(blocks, withFiles(context, person.id, request.state));
  modal.errors = inputErrors(blocks, modal.state);
  modal.banner = null;
  context.store.changed();
  if (Object.keys(modal.errors).length > 0) return;

  const delivery = await context.deliver.form({
    payload: JSON.stringify({
      type: 'view_submission',
      ...whoAndWhere(person),
      trigger_id: context.triggers.issue({ user: person.id, fromModal: true }),
      view: slackView(modal),
      response_urls: [],
    }),
  });
  if (delivery.kind !== 'acknowledged') return showBanner(context, modal, failure(delivery));
  try {
    await followAcknowledgement(context, person, modal, delivery.body);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    showBanner(
      context,
      modal,
      `We had some trouble connecting (${[error.code, ...error.messages].join(' ')}). Try again?`,
    );
  }
}

const acknowledgement = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

async function followAcknowledgement(
  context: SlackContext,
  person: Member,
  modal: Modal,
  body: unknown,
): Promise<void> {
  if (isNothing(body)) {
    closeModal(context, person, modal);
    return;
  }
  const parsed = acknowledgement.safeParse(body);
  if (!parsed.success) throw new SlackError('invalid_arguments', ['[ERROR] not an acknowledgement of a submission']);
  const answer = parsed.data;
  switch (answer.response_action) {
    case 'errors':
      modal.errors = knownErrors(modal, answer.errors);
      break;
    case 'update':
      await updateModal(context, modal, readModal(answer.view), undefined);
      break;
    case 'push':
      await pushModal(context, person.id, readModal(answer.view));
      break;
    case 'clear':
      context.store.state.modals[person.id] = [];
      break;
  }
  context.store.changed();
}

/** Slack takes errors for input blocks of the view only, and at least one; anything else is "some trouble connecting". */
function knownErrors(modal: Modal, errors: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const inputs = new Set(blocksOf(modal.view).flatMap((block) => (block.type === 'input' ? [block.block_id] : [])));
  const unknown = Object.keys(errors).filter((blockId) => !inputs.has(blockId));
  if (unknown.length > 0) {
    throw new SlackError('invalid_errors', [`[ERROR] no input block has the id ${unknown.join(', ')}`]);
  }
  if (Object.keys(errors).length === 0) throw new SlackError('invalid_errors', ['[ERROR] no errors given']);
  return errors;
}

/** The cross or Cancel: closes the top view (all, with `clear_on_close`); view_closed for those that ask for it. */
export async function takeClosing(context: SlackContext, request: ClosingRequest): Promise<void> {
  const person = findPerson(request.person);
  const modal = topModal(context, person, request.viewId);
  const isCleared = modal.view.clear_on_close === true;
  const closed = isCleared ? stackOf(context, person.id).toReversed() : [modal];
  context.store.state.modals[person.id] = isCleared ? [] : stackOf(context, person.id).slice(0, -1);
  context.store.changed();
  for (const view of closed.filter((one) => one.view.notify_on_close === true)) {
    await context.deliver.form({
      payload: JSON.stringify({
        type: 'view_closed',
        ...whoAndWhere(person),
        view: slackView(view),
        is_cleared: isCleared,
      }),
    });
  }
}

/** An acknowledged modal goes, wherever on the stack it is by now. */
function closeModal(context: SlackContext, person: Member, modal: Modal): void {
  context.store.state.modals[person.id] = stackOf(context, person.id).filter((one) => one !== modal);
  context.store.changed();
}

function topModal(context: SlackContext, person: Member, viewId: string): Modal {
  const top = stackOf(context, person.id).at(-1);
  if (top === undefined || top.id !== viewId) throw new Refusal(409, 'That modal is no longer on top');
  return top;
}

function showBanner(context: SlackContext, modal: Modal, banner: string): void {
  modal.banner = banner;
  context.store.changed();
}

function isNothing(body: unknown): boolean {
  return (
    body === undefined || body === null || body === '' || (typeof body === 'object' && Object.keys(body).length === 0)
  );
}
