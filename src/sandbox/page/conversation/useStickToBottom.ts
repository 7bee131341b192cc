import { useEffect, useLayoutEffect, useRef, useState } from 'react';

const nearBottomPx = 60;

/** Keeps a list at its end while one is there; elsewhere it stays put and `unseen` tells of what came in below. */
export function useStickToBottom(listKey: string, lastKey: string) {
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation starts at its end
  useLayoutEffect(jump, [listKey]);

  useLayoutEffect(() => {
    if (seenLast.current === lastKey) return;
    seenLast.current = lastKey;
    if (!atBottom.current) setUnseen(true);
  }, [lastKey]);

  useEffect(() => {
    const list = scroller.current;
    const content = list?.firstElementChild;
    if (!list || !content) return;
    const scrolled = () => {
      atBottom.current = list.scrollHeight - list.scrollTop - list.clientHeight < nearBottomPx;
      if (atBottom.current) setUnseen(false);
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
