import { useRef } from 'react';
import type { ParcelLine } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { CloseIcon, ParcelIcon } from '../icons.js';
import { formatMoment } from '../time/zoneTime.js';
import { useEscape } from '../useEscape.js';

/** What waits on lists, and what webhooks were handed. */
export function ParcelsDrawer({ onClose }: { onClose: () => void }) {
  const { parcels, openLines, zone } = useSandbox().snapshot;
  const drawer = useRef<HTMLElement>(null);
  useEscape(drawer, onClose);
  const lists = [...new Set(openLines.map(({ list }) => list))];
  return (
    <aside ref={drawer} className="outbox" aria-label="Parcels">
      <header className="pane-header">
        <h2>Parcels</h2>
        <span className="pane-subtitle">Lists by mail are in the outbox</span>
        <button type="button" className="bar-button" aria-label="Close parcels" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      {lists.length + parcels.length === 0 ? (
        <div className="outbox-empty">
          <ParcelIcon size={34} />
          <h3>Nothing on a list yet</h3>
          <p>Whom a fulfillment step puts on a list stands here until its delivery, and then what its webhook got.</p>
        </div>
      ) : (
        <div className="parcels">
          {lists.map((list) => (
            <section key={list} aria-label={`On ${list}`}>
              <h3>{list}</h3>
              <p className="mail-people">Waiting for its next delivery</p>
              <Lines lines={openLines.filter((line) => line.list === list)} />
            </section>
          ))}
          {parcels.map(({ id, to, title, lines, json, takenAt }) => (
            <section key={id} aria-label={`Delivery of ${title}`}>
              <h3>{title}</h3>
              <p className="mail-people">
                delivered to <span>{to}</span>, <time dateTime={takenAt}>{formatMoment(takenAt, zone)}</time>
              </p>
              <Lines lines={lines} />
              <details>
                <summary>As it was sent</summary>
                <pre>{json}</pre>
              </details>
            </section>
          ))}
        </div>
      )}
    </aside>
  );
}

function Lines({ lines }: { lines: readonly ParcelLine[] }) {
  return (
    <ul>
      {lines.map(({ id, item, quantity, contact }) => (
        <li key={id}>
          {quantity} × {item} for {contact}
        </li>
      ))}
    </ul>
  );
}
