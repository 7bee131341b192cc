import type { Button, WorkflowButton } from '@slack/types';
import { useSurface } from '../forms/SurfaceContext.js';
import { PlainText } from '../richText/RichText.js';
import { isBusyElement } from './busy.js';
import type { ElementProps } from './ElementProps.js';

/** While any action of its surface is on its way, a button takes no second click. */
export function ButtonElement({ blockId, element }: ElementProps<Button | WorkflowButton>) {
  const surface = useSurface();
  const busy = isBusyElement(surface, blockId, element);
  const blocked = surface.busy !== null;
  const url = element.type === 'button' ? element.url : undefined;
  const value = element.type === 'button' && element.value !== undefined ? { value: element.value } : {};
  const click = () => {
    if (blocked) return;
    if (url && /^https?:/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
    void surface.dispatch(blockId, element, { text: element.text, ...value });
  };
  return (
    <button
      type="button"
      className={`button ${element.style ? `button-${element.style}` : ''} ${busy ? 'is-busy' : ''}`}
      aria-label={element.accessibility_label}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      onClick={click}
    >
      <span className="button-text">
        <PlainText text={element.text.text} />
      </span>
    </button>
  );
}
