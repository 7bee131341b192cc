import { actionIds, choiceValue, numbered } from '../action-ids.js';
import type { answerMessage } from '../views/answer.js';
import { SLACK_LIMITS } from '../views/limits.js';

export type AnswerButton = NonNullable<Parameters<typeof answerMessage>[0]['buttons']>[number];

/** What a button does that runs a command for whoever clicks it. */
export interface CommandToRun {
  readonly label: string;
  /** The command's text, as typed after the slash command. */
  readonly text: string;
  readonly style?: 'primary' | 'danger';
}

const run = 'run';

/**
 * Buttons that run whole commands: what was probably meant, or the way back. Whoever clicks runs them as if they had
 * typed them, so they may do no more than that. One too long for Slack is left out.
 */
export function runButtons(commands: readonly CommandToRun[]): AnswerButton[] {
  return commands
    .map(({ label, text, style }, index) => ({
      action: numbered(actionIds.answer.open, index),
      label,
      value: choiceValue(run, text),
      ...(style === undefined ? {} : { style }),
    }))
    .filter(({ value }) => value.length <= SLACK_LIMITS.buttonValue);
}

/** The command that a button of {@link runButtons} runs; null for another button. */
export function readRunButton(choice: { readonly choice: string; readonly id: string } | null): string | null {
  return choice?.choice === run ? choice.id : null;
}
