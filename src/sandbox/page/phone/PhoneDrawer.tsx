import { useState } from 'react';
import { useSandbox } from '../connection/SandboxContext.js';
import { Drawer } from '../drawer/Drawer.js';
import { PhoneIcon } from '../icons.js';
import { PhoneList } from './PhoneList.js';
import { PhoneView } from './PhoneView.js';
import { phonesOf } from './phones.js';

/** Every text the program sent, on its recipients' phones. */
export function PhoneDrawer({ onClose }: { onClose: () => void }) {
  const { phone: texts } = useSandbox().snapshot;
  const [chosen, setChosen] = useState<string | null>(null);
  const phones = phonesOf(texts);
  const open = phones.find(({ number }) => number === chosen) ?? phones[0];
  return (
    <Drawer
      title="Phones"
      subtitle={`${texts.length === 1 ? '1 text' : `${texts.length} texts`}, none left your computer`}
      hasChosen={chosen !== null}
      onClose={onClose}
      empty={
        open === undefined
          ? {
              icon: <PhoneIcon size={34} />,
              title: 'No text yet',
              words:
                'Texts that Drumbeat sends land here. Enroll someone in a sequence with a text, then move time to it.',
            }
          : null
      }
    >
      {open && (
        <div className="outbox-panes">
          <PhoneList phones={phones} chosen={open.number} onChoose={setChosen} />
          <PhoneView key={open.number} phone={open} onBack={() => setChosen(null)} />
        </div>
      )}
    </Drawer>
  );
}
