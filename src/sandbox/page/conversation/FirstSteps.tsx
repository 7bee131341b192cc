import { useSandbox } from '../connection/SandboxContext.js';
import { BeatMark } from '../icons.js';
import { firstCommand } from './commandExamples.js';

/** What to type first; a click fills it in, sending stays with the person. */
export function FirstSteps({ onFill }: { onFill: (text: string) => void }) {
  const { command } = useSandbox().snapshot;
  const steps = [
    { text: `${command} ${firstCommand}`, note: 'Ada’s first mail goes out, the rest is planned.' },
    { text: `${command} why ada@example.com`, note: 'What comes next, when, and the rule behind it.' },
    { text: `${command} help`, note: 'Everything else, with examples.' },
  ];
  return (
    <section className="first-steps" aria-label="First steps">
      <span className="first-steps-mark">
        <BeatMark size={26} />
      </span>
      <h2>Start your first cadence</h2>
      <p>
        This is a stand-in for Slack: nothing leaves your computer. Click a line to fill it in, then press{' '}
        <kbd>Enter</kbd>.
      </p>
      <ol>
        {steps.map((step) => (
          <li key={step.text}>
            <button type="button" onClick={() => onFill(step.text)}>
              <code>{step.text}</code>
              <span>{step.note}</span>
            </button>
          </li>
        ))}
      </ol>
      <p className="first-steps-next">
        Then move time with <em>To the next step</em> at the top, and read what was sent under <em>Outbox</em>.
      </p>
    </section>
  );
}
