import { type CSSProperties, type RefObject, useLayoutEffect, useState } from 'react';

const gap = 4;
const margin = 8;
// Unseen until it has its place, yet able to take the focus, which a hidden element is not.
const unplaced: CSSProperties = { position: 'fixed', opacity: 0 };

/**
 * Where a popup goes in the window: below its anchor, above it when there is more room, never outside. `sameWidth`
 * makes it at least as wide as the anchor. Follows scrolling and resizing.
 */
export function useAnchored(
  anchor: RefObject<HTMLElement | null>,
  popup: RefObject<HTMLElement | null>,
  sameWidth: boolean,
): CSSProperties {
  const [style, setStyle] = useState<CSSProperties>(unplaced);
  useLayoutEffect(() => {
    const place = () => {
      if (!anchor.current || !popup.current) return;
      const box = anchor.current.getBoundingClientRect();
      const below = window.innerHeight - box.bottom - gap - margin;
      const above = box.top - gap - margin;
      const up = below < Math.min(popup.current.scrollHeight, 280) && above > below;
      const width = Math.max(popup.current.offsetWidth, sameWidth ? box.width : 0);
      setStyle({
        position: 'fixed',
        left: Math.max(margin, Math.min(box.left, window.innerWidth - width - margin)),
        maxHeight: Math.min(320, up ? above : below),
        ...(sameWidth ? { minWidth: box.width, maxWidth: window.innerWidth - 2 * margin } : {}),
        ...(up ? { bottom: window.innerHeight - box.top + gap } : { top: box.bottom + gap }),
      });
    };
    place();
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, true);
    return () => {
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, true);
    };
  }, [anchor, popup, sameWidth]);
  return style;
}
