import { useState } from 'react';
import { useSandbox } from '../connection/SandboxContext.js';
import { Drawer } from '../drawer/Drawer.js';
import { CardIcon } from '../icons.js';
import { formatMoment } from '../time/zoneTime.js';
import { CardView } from './CardView.js';

/** Every postcard the program had printed. */
export function PostboxDrawer({ onClose }: { onClose: () => void }) {
  const { postbox: cards, zone } = useSandbox().snapshot;
  const [chosen, setChosen] = useState<string | null>(null);
  const open = cards.find(({ id }) => id === chosen) ?? cards[0];
  return (
    <Drawer
      title="Postbox"
      subtitle={`${cards.length === 1 ? '1 postcard' : `${cards.length} postcards`}, none was printed`}
      hasChosen={chosen !== null}
      onClose={onClose}
      empty={
        open === undefined
          ? {
              icon: <CardIcon size={34} />,
              title: 'No postcard yet',
              words: 'Postcards that Drumbeat sends land here. Enroll someone with an address in a sequence with one.',
            }
          : null
      }
    >
      {open && (
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
    </Drawer>
  );
}
