import type { SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { resultModal, workingModal } from '../../views/answer.js';
import type { SubmissionAnswer } from '../answers.js';

/** Acknowledges a submission with what becomes of its modal. */
export async function acknowledge(
  ack: SlackViewMiddlewareArgs<ViewSubmitAction>['ack'],
  answer: SubmissionAnswer,
): Promise<void> {
  switch (answer.kind) {
    case 'errors':
      return ack({ response_action: 'errors', errors: { ...answer.errors } });
    case 'close':
      return ack();
    case 'clear':
      return ack({ response_action: 'clear' });
    case 'update':
      return ack({ response_action: 'update', view: answer.view });
    case 'push':
      return ack({ response_action: 'push', view: answer.view });
    case 'result':
      return ack({ response_action: 'update', view: resultModal(answer.title, answer.drawn) });
    case 'later':
      return ack({ response_action: 'update', view: workingModal(answer.title) });
  }
}
