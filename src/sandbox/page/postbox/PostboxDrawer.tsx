import { useRef, useState } from 'react';
import { useSandbox } from '../connection/SandboxContext.js';
import { CardIcon, CloseIcon } from '../icons.js';
import { formatMoment } from '../time/zoneTime.js';
import { useEscape } from '../useEscape.js';
import { CardView } from './CardView.js';

/** Every postcard the program had printed. */
export function PostboxDrawer({ onClose }: { onClose: () => void }) {
  const { postbox: cards, zone } = useSandbox().snapshot;
  const drawer = useRef<HTMLElement>(null);
  useEscape(drawer, onClose);
  const [chosen, setChosen] = useState<string | null>(null);
  const open = cards.find(({ id }) => id === chosen) ?? cards[0];
  return (
    <aside ref={drawer} className={`outbox ${chosen ? 'has-chosen' : ''}`} aria-label="Postbox">
      <header className="pane-header">
        <h2>Postbox</h2>
        <span className="pane-subtitle">
          {cards.length === 1 ? '1 postcard' : `${cards.length} postcards`}, none was printed
        </span>
        <button type="button" className="bar-button" aria-label="Close postbox" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      {open === undefined ? (
        <div className="outbox-empty">
          <CardIcon size={34} />
          <h3>No postcard yet</h3>
          <p>Postcards that Drumbeat sends land here. Enroll someone with an address in a sequence with one.</p>
        </div>
      ) : (
        <div className="outbox-panes">
          <ul className="mail-list" aria-label="Postcards">
            {cards.map(({ id, to, postedAt, size }) => (
              <li key={id}>
                <button
                  type="button"
                  className="mail-line"
                  aria-current={id === open.id ? 'true' : undefined}
                  onClick={() => setChosen(id)}
                >
                  <span className="mail-to">{to[0]}</span>
                  <time dateTime={postedAt}>{formatMoment(postedAt, zone)}</time>
                  <span className="mail-second">
                    <span className="mail-subject">{size}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <CardView key={open.id} card={open} onBack={() => setChosen(null)} />
        </div>
      )}
    </aside>
  );
}
