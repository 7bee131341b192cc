import { SlackError } from '../slack-error.js';
import { findModal, openModal, publishHome, pushModal, readHome, readModal, slackView, updateModal } from '../views.js';
import { findMember } from '../workspace.js';
import type { Methods } from './method.js';

/** views.*: docs.slack.dev/reference/methods. A view that Slack refuses does not use its trigger_id up. */
export const viewMethods: Methods = {
  'views.open': async (args, context) => {
    const triggerId = args.required('trigger_id');
    const view = readModal(args.object('view'));
    const { user } = context.triggers.exchange(triggerId);
    return { view: slackView(await openModal(context, user, view)) };
  },

  'views.push': async (args, context) => {
    const triggerId = args.required('trigger_id');
    const view = readModal(args.object('view'));
    const { user, fromModal } = context.triggers.exchange(triggerId);
    if (!fromModal) throw new SlackError('not_found');
    return { view: slackView(await pushModal(context, user, view)) };
  },

  'views.update': async (args, context) => {
    const id = args.text('view_id');
    const externalId = args.text('external_id');
    if (id === undefined && externalId === undefined) {
      throw new SlackError('invalid_arguments', ['[ERROR] missing required field: view_id or external_id']);
    }
    const view = readModal(args.object('view'));
    const found = findModal(context, { id, externalId });
    if (found === undefined) throw new SlackError('not_found');
    await updateModal(context, found.modal, view, args.text('hash'));
    return { view: slackView(found.modal) };
  },

  'views.publish': async (args, context) => {
    const user = args.required('user_id');
    if (findMember(user) === undefined) throw new SlackError('user_not_found');
    const view = readHome(args.object('view'));
    return { view: slackView(await publishHome(context, user, view, args.text('hash'))) };
  },
};
