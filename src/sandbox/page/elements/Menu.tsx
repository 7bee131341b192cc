import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useAnchored } from './useAnchored.js';

export interface MenuItem {
  readonly key: string;
  readonly content: ReactNode;
  /** For menus of which one item is the current one. */
  readonly checked?: boolean;
}

interface MenuProps {
  readonly label: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly items: readonly MenuItem[];
  readonly onChoose: (index: number) => void;
  readonly onClose: () => void;
}

/** A menu below (or above) its button; arrows move, Enter chooses, Escape and leaving close. */
export function Menu({ label, anchor, items, onChoose, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const style = useAnchored(anchor, menu, false);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const current =
      menu.current?.querySelector<HTMLElement>('[aria-checked="true"]') ??
      menu.current?.querySelector<HTMLElement>('button');
    current?.focus();
    const outside = (event: PointerEvent) => {
      const target = event.target instanceof Node ? event.target : null;
      if (!menu.current?.contains(target) && !anchor.current?.contains(target)) close.current();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [anchor]);

  const finish = () => {
    onClose();
    anchor.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const lines = Array.from(menu.current?.querySelectorAll<HTMLElement>('button') ?? []);
    const at = lines.findIndex((line) => line.matches(':focus'));
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      lines[(at + step + lines.length) % lines.length]?.focus();
    }
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      finish();
    }
  };
  return (
    <div ref={menu} role="menu" aria-label={label} tabIndex={-1} className="popup menu" style={style} onKeyDown={press}>
      {items.map((item, index) => (
        <button
          key={item.key}
          type="button"
          tabIndex={-1}
          className="menu-item"
          {...(item.checked === undefined
            ? { role: 'menuitem' }
            : { role: 'menuitemradio', 'aria-checked': item.checked })}
          onClick={() => {
            finish();
            onChoose(index);
          }}
        >
          {item.content}
        </button>
      ))}
    </div>
  );
}
