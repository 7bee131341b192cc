import { actionIds, choiceValue, numbered } from '../action-ids.js';
import type { answerMessage } from '../views/answer.js';
import { SLACK_LIMITS } from '../views/limits.js';

export type AnswerButton = NonNullable<Parameters<typeof answerMessage>[0]['buttons']>[number];

/** What a button does that runs a command for whoever clicks it. */
export interface CommandToRun {
  readonly label: string;
  /** The command's text, as typed after the slash command. */
  readonly text: string;
  /** Opens the command's form, filled in, where it would be done at once. */
  readonly asks?: boolean;
  readonly style?: 'primary' | 'danger';
}

const run = 'run';
const ask = 'ask';

/**
 * Buttons that run whole commands: what was probably meant, or the way back. Whoever clicks runs them as if they had
 * typed them, so they may do no more than that. One too long for Slack is left out.
 */
export function runButtons(commands: readonly CommandToRun[]): AnswerButton[] {
  return commands
    .map(({ label, text, style, asks }, index) => ({
      action: numbered(actionIds.answer.open, index),
      label,
      value: choiceValue(asks === true ? ask : run, text),
      ...(style === undefined ? {} : { style }),
    }))
    .filter(({ value }) => value.length <= SLACK_LIMITS.buttonValue);
}

/** The command that a button of {@link runButtons} runs; null for another button. */
export function readRunButton(
  choice: { readonly choice: string; readonly id: string } | null,
): Required<Pick<CommandToRun, 'text' | 'asks'>> | null {
  if (choice?.choice !== run && choice?.choice !== ask) return null;
  return { text: choice.id, asks: choice.choice === ask };
}
