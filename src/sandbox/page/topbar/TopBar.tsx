import { useSandbox } from '../connection/SandboxContext.js';
import { BeatMark, MailIcon } from '../icons.js';
import { TimeMachine } from './TimeMachine.js';

interface TopBarProps {
  readonly outboxOpen: boolean;
  readonly onToggleOutbox: () => void;
}

export function TopBar({ outboxOpen, onToggleOutbox }: TopBarProps) {
  const { outbox, workspace } = useSandbox().snapshot;
  return (
    <header className="topbar">
      <div className="brand">
        <span className="brand-mark">
          <BeatMark size={18} />
        </span>
        <span className="brand-name">Drumbeat</span>
        <span className="brand-note">{workspace} · sandbox</span>
      </div>
      <TimeMachine />
      <button type="button" className="outbox-button" aria-expanded={outboxOpen} onClick={onToggleOutbox}>
        <MailIcon />
        <span className="outbox-label">Outbox</span>
        {outbox.length > 0 && (
          <span className="count-badge">
            {outbox.length}
            <span className="sr-only"> mails</span>
          </span>
        )}
      </button>
    </header>
  );
}
