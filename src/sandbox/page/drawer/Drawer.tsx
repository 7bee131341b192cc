import { type ReactNode, useRef } from 'react';
import { CloseIcon } from '../icons.js';
import { useEscape } from '../useEscape.js';

interface DrawerProps {
  readonly title: string;
  /** How much is in it, and that none of it left the computer. */
  readonly subtitle: string;
  /** What stands there while nothing is in it; null once something is. */
  readonly empty: { readonly icon: ReactNode; readonly title: string; readonly words: string } | null;
  /** Whether one thing in it was chosen: where there is no room for list and thing, the thing is shown. */
  readonly hasChosen?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What stands beside the conversation: a provider's stand-in, closed by its button or by Escape. */
export function Drawer({ title, subtitle, empty, hasChosen = false, onClose, children }: DrawerProps) {
  const drawer = useRef<HTMLElement>(null);
  useEscape(drawer, onClose);
  return (
    <aside ref={drawer} className={`drawer ${hasChosen ? 'has-chosen' : ''}`} aria-label={title}>
      <header className="pane-header">
        <h2>{title}</h2>
        <span className="pane-subtitle">{subtitle}</span>
        <button type="button" className="bar-button" aria-label={`Close ${title.toLowerCase()}`} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      {empty === null ? (
        children
      ) : (
        <div className="drawer-empty">
          {empty.icon}
          <h3>{empty.title}</h3>
          <p>{empty.words}</p>
        </div>
      )}
    </aside>
  );
}
