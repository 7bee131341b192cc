import { useEffect, useLayoutEffect, useRef, useState } from 'react';

const nearBottomPx = 60;

/**
 * Keeps a list at its end while one is there; elsewhere it stays put and `unseen` tells of what came in below. Another
 * `reason` to be at the end (another list, something sent) brings it there.
 */
export function useStickToBottom(reason: string, lastKey: string) {
  const scroller = useRef<HTMLDivElement>(null);
  const atBottom = useRef(true);
  const [unseen, setUnseen] = useState(false);
  const seenLast = useRef(lastKey);

  const jump = () => {
    const list = scroller.current;
    if (list) list.scrollTop = list.scrollHeight;
    atBottom.current = true;
    setUnseen(false);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: each reason brings it to its end once
  useLayoutEffect(jump, [reason]);

  useLayoutEffect(() => {
    if (seenLast.current === lastKey) return;
    seenLast.current = lastKey;
    if (!atBottom.current) setUnseen(true);
  }, [lastKey]);

  useEffect(() => {
    const list = scroller.current;
    const content = list?.firstElementChild;
    if (!list || !content) return;
    let top = list.scrollTop;
    const scrolled = () => {
      const near = list.scrollHeight - list.scrollTop - list.clientHeight < nearBottomPx;
      // What came in since the list was brought to its end is not somebody leaving it: they go up.
      if (near) atBottom.current = true;
      else if (list.scrollTop < top) atBottom.current = false;
      top = list.scrollTop;
      if (near) setUnseen(false);
    };
    const grown = new ResizeObserver(() => {
      if (atBottom.current) list.scrollTop = list.scrollHeight;
    });
    grown.observe(content);
    grown.observe(list);
    list.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      grown.disconnect();
      list.removeEventListener('scroll', scrolled);
    };
  }, []);
  return { scroller, unseen, jump };
}
