import { useSandbox } from '../connection/SandboxContext.js';
import { BeatMark, CardIcon, MailIcon, ParcelIcon, PhoneIcon } from '../icons.js';
import { DrawerButton } from './DrawerButton.js';
import { TimeMachine } from './TimeMachine.js';

interface TopBarProps {
  readonly open: Drawer | null;
  readonly onToggle: (drawer: Drawer) => void;
}

/** What stands in for a provider, opened from the bar. */
export type Drawer = 'outbox' | 'phone' | 'postbox' | 'parcels';

export function TopBar({ open, onToggle }: TopBarProps) {
  const { outbox, phone, postbox, parcels, workspace } = useSandbox().snapshot;
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
      <DrawerButton
        label="Outbox"
        icon={<MailIcon />}
        count={outbox.length}
        what="mails"
        isOpen={open === 'outbox'}
        onClick={() => onToggle('outbox')}
      />
      <DrawerButton
        label="Phones"
        icon={<PhoneIcon />}
        count={phone.length}
        what="texts"
        isOpen={open === 'phone'}
        onClick={() => onToggle('phone')}
      />
      <DrawerButton
        label="Postbox"
        icon={<CardIcon />}
        count={postbox.length}
        what="postcards"
        isOpen={open === 'postbox'}
        onClick={() => onToggle('postbox')}
      />
      <DrawerButton
        label="Parcels"
        icon={<ParcelIcon />}
        count={parcels.length}
        what="deliveries"
        isOpen={open === 'parcels'}
        onClick={() => onToggle('parcels')}
      />
    </header>
  );
}
