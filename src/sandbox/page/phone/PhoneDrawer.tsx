import { useRef, useState } from 'react';
import { useSandbox } from '../connection/SandboxContext.js';
import { CloseIcon, PhoneIcon } from '../icons.js';
import { useEscape } from '../useEscape.js';
import { PhoneList } from './PhoneList.js';
import { PhoneView } from './PhoneView.js';
import { phonesOf } from './phones.js';

/** Every text the program sent, on its recipients' phones. */
export function PhoneDrawer({ onClose }: { onClose: () => void }) {
  const { phone: texts } = useSandbox().snapshot;
  const drawer = useRef<HTMLElement>(null);
  useEscape(drawer, onClose);
  const [chosen, setChosen] = useState<string | null>(null);
  const phones = phonesOf(texts);
  const open = phones.find(({ number }) => number === chosen) ?? phones[0];
  return (
    <aside ref={drawer} className={`outbox ${chosen ? 'has-chosen' : ''}`} aria-label="Phones">
      <header className="pane-header">
        <h2>Phones</h2>
        <span className="pane-subtitle">
          {texts.length === 1 ? '1 text' : `${texts.length} texts`}, none left your computer
        </span>
        <button type="button" className="bar-button" aria-label="Close phones" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      {open === undefined ? (
        <div className="outbox-empty">
          <PhoneIcon size={34} />
          <h3>No text yet</h3>
          <p>Texts that Drumbeat sends land here. Enroll someone in a sequence with a text, then move time to it.</p>
        </div>
      ) : (
        <div className="outbox-panes">
          <PhoneList phones={phones} chosen={open.number} onChoose={setChosen} />
          <PhoneView key={open.number} phone={open} onBack={() => setChosen(null)} />
        </div>
      )}
    </aside>
  );
}
