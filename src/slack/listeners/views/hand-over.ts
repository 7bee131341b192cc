import { z } from 'zod';
import { findMember } from '../../../app/people/findMember.js';
import { handOverTasks } from '../../../app/tasks/handOverTasks.js';
import { handOverBlocks, readHandOver } from '../../views/hand-over-modal.js';
import { refused, result } from '../answers.js';
import { handedOver } from '../handing-over.js';
import { personRefused } from '../people.js';
import type { SubmissionHandler } from './submission.js';

/** One transaction a task: longer than an acknowledgement may take. */
export const submitHandOver: SubmissionHandler = async ({ deps, actor, view }) => {
  const { from } = z.object({ from: z.string() }).parse(view.metadata);
  const slackUserId = readHandOver(view.values);
  if (slackUserId === null) return { kind: 'errors', errors: { [handOverBlocks.to]: 'Choose a colleague.' } };
  return {
    kind: 'later',
    title: 'Hand over tasks',
    work: async () => {
      const found = await findMember(deps, { actor, reference: { by: 'slack-id', slackUserId } });
      if (!found.ok) return result('Hand over tasks', refused(personRefused(found)));
      return result('Hand over tasks', handedOver(await handOverTasks(deps, { actor, from, to: found.member.id })));
    },
  };
};
