import { useRef, useState } from 'react';
import { useSandbox } from '../connection/SandboxContext.js';
import { CloseIcon, MailIcon } from '../icons.js';
import { useEscape } from '../useEscape.js';
import { MailList } from './MailList.js';
import { MailPreview } from './MailPreview.js';

/** Every mail the program sent, newest first, and the chosen one as its recipient sees it. */
export function OutboxDrawer({ onClose }: { onClose: () => void }) {
  const { outbox } = useSandbox().snapshot;
  const drawer = useRef<HTMLElement>(null);
  useEscape(drawer, onClose);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = outbox.find(({ id }) => id === chosenId) ?? null;
  return (
    <aside ref={drawer} className={`outbox ${chosen ? 'has-chosen' : ''}`} aria-label="Outbox">
      <header className="pane-header">
        <h2>Outbox</h2>
        <span className="pane-subtitle">
          {outbox.length === 1 ? '1 mail' : `${outbox.length} mails`}, none left your computer
        </span>
        <button type="button" className="bar-button" aria-label="Close outbox" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      {outbox.length === 0 ? (
        <div className="outbox-empty">
          <MailIcon size={34} />
          <h3>No mail yet</h3>
          <p>What Drumbeat sends lands here. Enroll someone, then move time to their first step.</p>
        </div>
      ) : (
        <div className="outbox-panes">
          <MailList mails={outbox} chosenId={(chosen ?? outbox[0])?.id ?? null} onChoose={setChosenId} />
          {(chosen ?? outbox[0]) && (
            <MailPreview key={(chosen ?? outbox[0])?.id} mail={chosen ?? outbox[0]} onBack={() => setChosenId(null)} />
          )}
        </div>
      )}
    </aside>
  );
}
