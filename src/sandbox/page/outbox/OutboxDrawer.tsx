import { useState } from 'react';
import { useSandbox } from '../connection/SandboxContext.js';
import { Drawer } from '../drawer/Drawer.js';
import { MailIcon } from '../icons.js';
import { MailList } from './MailList.js';
import { MailPreview } from './MailPreview.js';

/** Every mail the program sent, newest first, and the chosen one as its recipient sees it. */
export function OutboxDrawer({ onClose }: { onClose: () => void }) {
  const { outbox } = useSandbox().snapshot;
  const [chosen, setChosen] = useState<string | null>(null);
  const open = outbox.find(({ id }) => id === chosen) ?? outbox[0];
  return (
    <Drawer
      title="Outbox"
      subtitle={`${outbox.length === 1 ? '1 mail' : `${outbox.length} mails`}, none left your computer`}
      hasChosen={chosen !== null}
      onClose={onClose}
      empty={
        open
          ? null
          : {
              icon: <MailIcon size={34} />,
              title: 'No mail yet',
              words: 'What Drumbeat sends lands here. Enroll someone, then move time to their first step.',
            }
      }
    >
      {open && (
        <div className="drawer-panes">
          <MailList mails={outbox} chosenId={open.id} onChoose={setChosen} />
          <MailPreview key={open.id} mail={open} onBack={() => setChosen(null)} />
        </div>
      )}
    </Drawer>
  );
}
