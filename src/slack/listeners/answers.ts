import type { ModalView } from '@slack/types';
import type { Role } from '../../domain/access.js';
import { answerMessage, type Answer as Sentence } from '../views/answer.js';
import type { Drawn } from '../views/blocks.js';
import type { HomePlace } from './home/home-place.js';

/** A message that only the person sees; where there is no place for one (the App Home, a modal) it comes as a modal. */
export interface MessageAnswer {
  readonly kind: 'message';
  readonly drawn: Drawn;
  /** Takes the place of the ephemeral message whose button was clicked (another page, an undo). */
  readonly replaces: boolean;
  /** What is said where Slack does not take the drawn message, or a modal takes its place, which has no charts. */
  readonly refused?: () => Promise<Drawn>;
  /** The role it was refused for want of: whoever says it names some who have it. */
  readonly needs?: Role;
}

/** A modal is opened. Where the click was in one it is put on top, or takes its place: Slack puts three on each other. */
export interface ModalAnswer {
  readonly kind: 'modal';
  readonly view: ModalView;
  /** The place of any modal (the builder, which needs all three), or of one that only shows something. Unless said, of none. */
  readonly instead?: 'any' | 'shown';
}

/** Longer than an acknowledgement may take: `work` begins after it, and its answer comes when it comes. */
export interface LaterAnswer<A = Answer> {
  readonly kind: 'later';
  readonly work: () => Promise<A>;
}

/** A modal that is not known within a moment: one opens at once and says so, and then shows what `fill` brings. */
export interface FillingAnswer {
  readonly kind: 'filling';
  readonly title: string;
  readonly fill: () => Promise<ModalAnswer | MessageAnswer>;
}

/** What a command or a click is answered with, once everything that it changes is committed. */
export type Answer =
  | { readonly kind: 'nothing' }
  | MessageAnswer
  | ModalAnswer
  | FillingAnswer
  /** The modal in which it was clicked shows this from now on. */
  | { readonly kind: 'update'; readonly view: ModalView }
  /** The App Home lists these enrollments from now on. */
  | { readonly kind: 'home'; readonly place: HomePlace }
  | LaterAnswer;

/** What a modal's submission is answered with. Field errors name input blocks that the view has. */
export type SubmissionAnswer =
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  /** Closes this modal; `below` brings the one under it up to date. */
  | { readonly kind: 'close'; readonly below?: { readonly viewId: string; readonly view: ModalView } }
  /** Closes all of them. */
  | { readonly kind: 'clear' }
  /** This modal shows something else. */
  | { readonly kind: 'update'; readonly view: ModalView }
  | { readonly kind: 'push'; readonly view: ModalView }
  /** The result, in the modal's place. */
  | { readonly kind: 'result'; readonly title: string; readonly drawn: Drawn; readonly needs?: Role }
  /** Longer than an acknowledgement may take: the modal says that it is worked on, then shows the result. */
  | {
      readonly kind: 'later';
      readonly title: string;
      readonly work: () => Promise<Extract<SubmissionAnswer, { kind: 'result' | 'update' }>>;
    };

export const nothing: Answer = { kind: 'nothing' };

export function message(
  drawn: Drawn,
  options: Partial<Pick<MessageAnswer, 'replaces' | 'refused' | 'needs'>> = {},
): MessageAnswer {
  return { kind: 'message', drawn, replaces: false, ...options };
}

/** It happened. `text` is mrkdwn, escaped. */
export function done(text: string, buttons?: Sentence['buttons']): MessageAnswer {
  return message(answerMessage({ tone: 'done', text, ...(buttons ? { buttons } : {}) }));
}

/** It did not happen, and why. `text` is mrkdwn, escaped. */
export function refused(text: string, buttons?: Sentence['buttons']): MessageAnswer {
  return message(answerMessage({ tone: 'refused', text, ...(buttons ? { buttons } : {}) }));
}

export function info(text: string, buttons?: Sentence['buttons']): MessageAnswer {
  return message(answerMessage({ tone: 'info', text, ...(buttons ? { buttons } : {}) }));
}

export function modalAnswer(view: ModalView, options: Pick<ModalAnswer, 'instead'> = {}): ModalAnswer {
  return { kind: 'modal', view, ...options };
}

export function later<A extends Answer>(work: () => Promise<A>): LaterAnswer<A> {
  return { kind: 'later', work };
}

/** A message's content as the result that a submitted modal shows. */
export function result(title: string, answer: MessageAnswer): Extract<SubmissionAnswer, { kind: 'result' }> {
  const { drawn, needs } = answer;
  return { kind: 'result', title, drawn, ...(needs === undefined ? {} : { needs }) };
}
