import type { Overflow } from '@slack/types';
import { useRef, useState } from 'react';
import { useSurface } from '../forms/SurfaceContext.js';
import { DotsIcon } from '../icons.js';
import { PlainText } from '../richText/RichText.js';
import type { ElementProps } from './ElementProps.js';
import { Menu } from './Menu.js';

export function OverflowElement({ blockId, element }: ElementProps<Overflow>) {
  const surface = useSurface();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const choose = (index: number) => {
    const option = element.options[index];
    if (!option) return;
    if (option.url && /^https?:/i.test(option.url)) window.open(option.url, '_blank', 'noopener,noreferrer');
    void surface.dispatch(blockId, element, { selected_option: option });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button button-icon"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-disabled={surface.busy !== null || undefined}
        onClick={() => surface.busy === null && setOpen(!open)}
      >
        <DotsIcon />
      </button>
      {open && (
        <Menu
          label="More actions"
          anchor={button}
          items={element.options.map((option) => ({
            key: option.value ?? option.text.text,
            content: <PlainText text={option.text.text} />,
          }))}
          onChoose={choose}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
