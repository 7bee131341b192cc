import { type RefObject, useEffect, useRef } from 'react';

/**
 * Escape closes what `part` is, wherever the focus lies: it is on nothing after the button that had it is gone. Parts
 * that cannot be used for what lies above them leave it to that, and so do all to a menu that took it for itself.
 */
export function useEscape(part: RefObject<HTMLElement | null>, onEscape: () => void): void {
  const latest = useRef(onEscape);
  latest.current = onEscape;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
      if (!part.current || part.current.closest('[inert]')) return;
      // What closes may make another part usable before that one hears of the same key.
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [part]);
}
