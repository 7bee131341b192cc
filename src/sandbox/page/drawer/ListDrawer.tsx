import { type ReactNode, useState } from 'react';
import { Drawer } from './Drawer.js';

interface ListDrawerProps<T> {
  readonly title: string;
  /** What the list is of: `Mails`. */
  readonly listLabel: string;
  readonly subtitle: string;
  /** What stands there while nothing is in it. */
  readonly empty: { readonly icon: ReactNode; readonly title: string; readonly words: string };
  /** The newest first. */
  readonly things: readonly T[];
  readonly idOf: (thing: T) => string;
  /** The list's items. */
  readonly lines: (shown: T, choose: (id: string) => void) => ReactNode;
  /** The one that was chosen, else the newest. */
  readonly children: (shown: T, toList: () => void) => ReactNode;
  readonly onClose: () => void;
}

/** A drawer with what was sent in a list, and one of it as its recipient sees it. */
export function ListDrawer<T>({
  title,
  listLabel,
  subtitle,
  empty,
  things,
  idOf,
  lines,
  children,
  onClose,
}: ListDrawerProps<T>) {
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = things.find((thing) => idOf(thing) === chosen) ?? things[0];
  return (
    <Drawer
      title={title}
      subtitle={subtitle}
      hasChosen={chosen !== null}
      onClose={onClose}
      empty={shown === undefined ? empty : null}
    >
      {shown !== undefined && (
        <div className="drawer-panes">
          <ul className="mail-list" aria-label={listLabel}>
            {lines(shown, setChosen)}
          </ul>
          {children(shown, () => setChosen(null))}
        </div>
      )}
    </Drawer>
  );
}
