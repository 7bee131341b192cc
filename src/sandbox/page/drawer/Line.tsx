import type { ReactNode } from 'react';
import { useSandbox } from '../connection/SandboxContext.js';
import { formatMoment } from '../time/zoneTime.js';

interface LineProps {
  readonly to: string;
  /** All of it, where `to` is short for it. */
  readonly fullTo?: string;
  readonly at: string;
  readonly says: string;
  /** What became of it last. */
  readonly mark?: ReactNode;
  readonly isShown: boolean;
  /** Below a later one of its thread. */
  readonly isEarlier?: boolean;
  readonly onChoose: () => void;
}

/** One thing in a drawer's list: to whom, when, what, and what became of it. */
export function Line({ to, fullTo, at, says, mark, isShown, isEarlier = false, onChoose }: LineProps) {
  const { zone } = useSandbox().snapshot;
  return (
    <li className={isEarlier ? 'mail-earlier' : undefined}>
      <button type="button" className="mail-line" aria-current={isShown ? 'true' : undefined} onClick={onChoose}>
        <span className="mail-to" title={fullTo}>
          {to}
        </span>
        <time dateTime={at}>{formatMoment(at, zone)}</time>
        <span className="mail-second">
          <span className="mail-subject">{says}</span>
          {mark}
        </span>
      </button>
    </li>
  );
}
