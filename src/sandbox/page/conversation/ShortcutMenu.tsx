import { useRef, useState } from 'react';
import { useSandbox } from '../connection/SandboxContext.js';
import { Menu } from '../elements/Menu.js';
import { BoltIcon } from '../icons.js';

/** The lightning menu with the app's global shortcuts. */
export function ShortcutMenu() {
  const { snapshot, send } = useSandbox();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  if (snapshot.shortcuts.length === 0) return <span />;
  return (
    <>
      <button
        ref={button}
        type="button"
        className="composer-tool"
        aria-label="Shortcuts"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <BoltIcon size={17} />
      </button>
      {open && (
        <Menu
          label="Shortcuts"
          anchor={button}
          items={snapshot.shortcuts.map(({ callbackId, name }) => ({ key: callbackId, content: name }))}
          onChoose={(index) => {
            const shortcut = snapshot.shortcuts[index];
            if (shortcut) void send('shortcuts', { person: snapshot.me.id, callbackId: shortcut.callbackId });
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
