import { type SendTestInput, type SendTestOutcome, sendTest } from '../../../app/overview/sendTest.js';
import type { ShownTask } from '../../../app/posting/shown.js';
import { section } from '../../views/blocks.js';
import { bold, escaped, quoted } from '../../views/text.js';
import type { Acting } from '../acting.js';
import { done, type MessageAnswer, message, refused } from '../answers.js';
import { didYouMean, named, targetRefused } from '../refusals.js';
import { runButtons } from '../run-button.js';
import { unknownSequence } from '../unknown-sequence.js';

/** Sends one step to whoever asks, or shows the task that it would be. */
export async function runTest({ deps, actor }: Acting, input: Omit<SendTestInput, 'actor'>): Promise<MessageAnswer> {
  const outcome = await sendTest(deps, { actor, ...input });
  return outcome.ok ? sent(outcome) : notSent(outcome, input, deps.settings.command);
}

function sent(outcome: Extract<SendTestOutcome, { ok: true }>): MessageAnswer {
  const step = `*${named(outcome.stepName)}*`;
  if (outcome.kind === 'task') return taskPreview(outcome.task, step);
  const whose = outcome.contact === null ? 'with made-up data' : `with the data of ${named(outcome.contact)}`;
  return done(`Sent ${step} to you, at ${named(outcome.to)}, ${whose}: “${named(outcome.subject)}”.`);
}

/** A task as it would read, without its buttons: there is nothing to be done yet. */
function taskPreview({ title, notes, contact }: ShownTask, step: string): MessageAnswer {
  return message({
    text: `The task would be: ${escaped(title, 300)}`,
    blocks: [
      section(`${step} is a task, so nothing is sent. It would read:`),
      section(`${bold(title, 300)}\n${escaped(contact.name, 150)}, ${escaped(contact.email, 254)}`),
      ...(notes ? [section(quoted(notes, 1500))] : []),
    ],
  });
}

function notSent(
  outcome: Extract<SendTestOutcome, { ok: false }>,
  { sequence }: Pick<SendTestInput, 'sequence'>,
  command: string,
): MessageAnswer {
  switch (outcome.reason) {
    case 'unknown-sequence':
      return unknownSequence(outcome, command, (slug) => `test ${slug}`);
    case 'unknown-contact':
      return targetRefused(outcome);
    case 'unknown-step': {
      const name = named(outcome.sequenceName);
      if (outcome.steps.length === 0) return refused(`“${name}” has no step that reaches anybody.`);
      const buttons = outcome.steps.slice(0, 10).map(({ id, label }) => ({ label, text: `test "${sequence}" ${id}` }));
      const hint = outcome.nearest === null ? ' It has:' : didYouMean([outcome.nearest]);
      return refused(`“${name}” has no step \`${named(outcome.step ?? '')}\`.${hint}`, runButtons(buttons));
    }
    case 'no-address':
      return refused('Slack does not tell me your e-mail address, so I have nowhere to send it.');
    case 'blank-fields':
      return refused(
        `Not sent: ${outcome.fields.map((field) => `\`${named(field)}\``).join(', ')} is blank for ${named(outcome.contact)}. A real one would be held.`,
        runButtons([{ label: 'Open the contact', text: `contact ${outcome.contact}` }]),
      );
    case 'not-sent':
      return refused(`Not sent: ${named(outcome.why)}.`);
  }
}
