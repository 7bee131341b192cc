import { type RefObject, useEffect } from 'react';

/** Puts the focus into a dialog: on the element that asked for it, else on the first field, else on the dialog itself. */
export function useDialogFocus(dialog: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const inside = dialog.current;
    const wanted =
      inside?.querySelector<HTMLElement>('[data-focus-on-load]') ??
      inside?.querySelector<HTMLElement>('.modal-body :is(input, textarea):not([type="date"])');
    (wanted ?? inside)?.focus({ preventScroll: true });
    return () => {
      // After the page below is usable again.
      window.requestAnimationFrame(() => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        if (lost && before?.isConnected) before.focus({ preventScroll: true });
      });
    };
  }, [dialog]);
}
