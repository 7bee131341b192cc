import { useCallback, useRef, useState } from 'react';
import { AlertIcon, CloseIcon } from '../icons.js';

export interface Toast {
  readonly id: number;
  readonly text: string;
}

const shownMs = 8_000;

/** The sentences on show; the same sentence is not stacked twice. */
export function useToasts() {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const count = useRef(0);
  const dismiss = useCallback((id: number) => setToasts((before) => before.filter((toast) => toast.id !== id)), []);
  const notify = useCallback(
    (text: string) => {
      count.current += 1;
      const id = count.current;
      setToasts((before) => [...before.filter((toast) => toast.text !== text), { id, text }].slice(-3));
      window.setTimeout(() => dismiss(id), shownMs);
    },
    [dismiss],
  );
  return { toasts, notify, dismiss };
}

export function Toasts({ toasts, onDismiss }: { toasts: readonly Toast[]; onDismiss: (id: number) => void }) {
  return (
    <div className="toasts">
      {toasts.map((toast) => (
        <div key={toast.id} className="toast" role="alert">
          <AlertIcon />
          <span>{toast.text}</span>
          <button type="button" aria-label="Dismiss" onClick={() => onDismiss(toast.id)}>
            <CloseIcon size={15} />
          </button>
        </div>
      ))}
    </div>
  );
}
