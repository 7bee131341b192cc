import type { NotAllowed, TargetProblem } from '../../app/enrollments/target.js';
import { listed } from '../../app/shown/counted.js';
import type { Role } from '../../domain/access.js';
import { bold, escaped, oneLine } from '../views/text.js';
import { type MessageAnswer, refused } from './answers.js';

const whoCan: Readonly<Record<Role, string>> = {
  rep: 'any member',
  manager: 'a manager (or an admin)',
  admin: 'an admin',
};

/** Names the role that could. `what` is the deed: `pause a whole sequence`. */
export function notAllowed({ needs }: Pick<NotAllowed, 'needs'>, what?: string): MessageAnswer {
  return refusedFor({ reason: 'not-allowed', needs }, notAllowedText(needs, what));
}

/** A refusal in these words; with the role, where it was for want of one. */
export function refusedFor(problem: { readonly reason: string; readonly needs?: Role }, text: string): MessageAnswer {
  const { needs } = problem;
  return needs === undefined ? refused(text) : { ...refused(text), needs };
}

export function notAllowedText(needs: Role, what = 'do that'): string {
  return `You cannot ${what}: it takes ${whoCan[needs]}.`;
}

/** Why something that was named cannot be found or touched, and what may have been meant. */
export function targetRefused(problem: TargetProblem, what?: string): MessageAnswer {
  return refusedFor(problem, targetRefusedText(problem, what));
}

export function targetRefusedText(problem: TargetProblem, what?: string): string {
  switch (problem.reason) {
    case 'not-allowed':
      return notAllowedText(problem.needs, what);
    case 'unknown-contact':
      return `I know nobody with the address ${named(problem.email)}.${didYouMean(problem.nearest)}`;
    case 'unknown-sequence':
      return `There is no sequence called “${named(problem.name)}”.${didYouMean(problem.nearest.map(({ slug }) => slug))}`;
    case 'not-enrolled': {
      const where = problem.sequence === null ? 'any sequence' : boldNames([problem.sequence]);
      const elsewhere = boldNames(problem.sequences);
      return `${named(problem.email)} is not in ${where}.${elsewhere === '' ? '' : ` They are in ${elsewhere}.`}`;
    }
    case 'gone':
      return 'That is gone: it was removed or changed meanwhile.';
  }
}

/** ` Did you mean ...?`, or nothing. Names as code, to be copied. */
export function didYouMean(nearest: readonly string[]): string {
  if (nearest.length === 0) return '';
  const names = nearest.slice(0, 3).map((name) => `\`${named(name).replaceAll('`', "'")}\``);
  return ` Did you mean ${listed(names, 'or')}?`;
}

/** `*SaaS*, *Nurture*`: names of sequences are bold; quotes are for steps and for what was typed. */
export function boldNames(names: readonly string[]): string {
  return names.map((name) => bold(name)).join(', ');
}

/** Slack did not take a file that was to come to somebody's DM. */
export const fileRefused =
  'Slack does not take the file. Ask an admin whether Drumbeat may upload files (`files:write`).';

/** Somebody's or something's name, in one line and escaped. */
export function named(text: string): string {
  return escaped(oneLine(text), 200);
}
