import type { ReactNode } from 'react';
import { BackIcon } from '../icons.js';

interface ThingProps {
  /** What is shown, for those who hear it: `Phone +1 212 555 0117`. */
  readonly label: string;
  readonly title: string;
  /** Where the way back leads, on a screen without room for the list beside it: `All phones`. */
  readonly back: string;
  /** What stands below the title. */
  readonly head: ReactNode;
  readonly onBack: () => void;
  readonly children: ReactNode;
}

/** One thing of a drawer as its recipient sees it. */
export function Thing({ label, title, back, head, onBack, children }: ThingProps) {
  return (
    <article className="mail" aria-label={label}>
      <header className="mail-head">
        <button type="button" className="mail-back" onClick={onBack}>
          <BackIcon size={15} /> {back}
        </button>
        <h3>{title}</h3>
        {head}
      </header>
      {children}
    </article>
  );
}
