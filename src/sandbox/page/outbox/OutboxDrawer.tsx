import { useSandbox } from '../connection/SandboxContext.js';
import { ListDrawer } from '../drawer/ListDrawer.js';
import { MailIcon } from '../icons.js';
import { MailLines } from './MailLines.js';
import { MailPreview } from './MailPreview.js';

/** Every mail the program sent, newest first, and the chosen one as its recipient sees it. */
export function OutboxDrawer({ onClose }: { onClose: () => void }) {
  const { outbox } = useSandbox().snapshot;
  return (
    <ListDrawer
      title="Outbox"
      listLabel="Mails"
      subtitle={`${outbox.length === 1 ? '1 mail' : `${outbox.length} mails`}, none left your computer`}
      empty={{
        icon: <MailIcon size={34} />,
        title: 'No mail yet',
        words: 'What Drumbeat sends lands here. Enroll someone, then move time to their first step.',
      }}
      things={outbox}
      idOf={({ id }) => id}
      lines={(shown, choose) => <MailLines mails={outbox} shownId={shown.id} onChoose={choose} />}
      onClose={onClose}
    >
      {(shown, toList) => <MailPreview key={shown.id} mail={shown} onBack={toList} />}
    </ListDrawer>
  );
}
