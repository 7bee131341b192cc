import { whoCan } from '../../app/people/whoCan.js';
import type { Member } from '../../app/ports/stores/people.js';
import { listed } from '../../app/shown/counted.js';
import type { Role } from '../../domain/access.js';
import { context, type Drawn } from '../views/blocks.js';
import { person } from '../views/text.js';
import type { Acting } from './acting.js';
import type { Answer, SubmissionAnswer } from './answers.js';

/** What is said of something that may have been refused for want of a role. */
interface Said {
  readonly drawn: Drawn;
  readonly needs?: Role;
}

/** An answer that names some who could do what it refuses, also where it comes after the acknowledgement: `Ask @mia.` */
export async function answerWithWhoCan(acting: Acting, answer: Answer): Promise<Answer> {
  switch (answer.kind) {
    case 'message':
      return withWhoCan(acting, answer);
    case 'later':
      return { ...answer, work: async () => answerWithWhoCan(acting, await answer.work()) };
    case 'filling': {
      const fill = async () => {
        const filled = await answer.fill();
        return filled.kind === 'message' ? withWhoCan(acting, filled) : filled;
      };
      return { ...answer, fill };
    }
    default:
      return answer;
  }
}

/** The same of what a modal's submission is answered with. */
export async function submissionWithWhoCan(acting: Acting, answer: SubmissionAnswer): Promise<SubmissionAnswer> {
  switch (answer.kind) {
    case 'result':
      return withWhoCan(acting, answer);
    case 'later': {
      const work = async () => {
        const worked = await answer.work();
        return worked.kind === 'result' ? withWhoCan(acting, worked) : worked;
      };
      return { ...answer, work };
    }
    default:
      return answer;
  }
}

async function withWhoCan<S extends Said>(acting: Acting, said: S): Promise<S> {
  const ask = said.needs === undefined ? null : await whomToAsk(acting, said.needs, person);
  if (ask === null) return said;
  return { ...said, drawn: { ...said.drawn, blocks: [...said.drawn.blocks, ...context(ask)] } };
}

/** Null where there is nobody. `named` says how a member is written: as a mention in mrkdwn, by name in plain text. */
export async function whomToAsk(
  { deps, workspace }: Acting,
  needs: Role,
  named: (member: Member) => string,
): Promise<string | null> {
  if (needs === 'rep') return null;
  const able = await whoCan(deps, { workspaceId: workspace.id, needs });
  return able.length === 0 ? null : `Ask ${listed(able.map(named), 'or')}.`;
}
