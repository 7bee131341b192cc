import type { ParcelLine } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { Drawer } from '../drawer/Drawer.js';
import { ParcelIcon } from '../icons.js';
import { formatMoment } from '../time/zoneTime.js';

/** What waits on lists, and what webhooks were handed. */
export function ParcelsDrawer({ onClose }: { onClose: () => void }) {
  const { parcels, openLines, zone } = useSandbox().snapshot;
  const lists = [...new Set(openLines.map(({ list }) => list))];
  return (
    <Drawer
      title="Parcels"
      subtitle="Lists by mail are in the outbox"
      onClose={onClose}
      empty={
        lists.length + parcels.length === 0
          ? {
              icon: <ParcelIcon size={34} />,
              title: 'Nothing waits on a list',
              words:
                'Whom a fulfillment step puts on a list stands here until its delivery, and then what its webhook got.',
            }
          : null
      }
    >
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
    </Drawer>
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
