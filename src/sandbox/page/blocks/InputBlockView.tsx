import type { InputBlock } from '@slack/types';
import { useId } from 'react';
import { controlId } from '../elements/ElementProps.js';
import { ElementView } from '../elements/ElementView.js';
import { useSurface } from '../forms/SurfaceContext.js';
import { AlertIcon } from '../icons.js';
import { PlainText } from '../richText/RichText.js';

export function InputBlockView({ block, blockId }: { block: InputBlock; blockId: string }) {
  const { errors } = useSurface();
  const id = useId();
  const error = errors[blockId];
  const describedBy = [error ? `${id}-error` : '', block.hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  return (
    <div className={`input-block ${error ? 'has-error' : ''}`} data-block={blockId}>
      <label className="input-label" id={`${id}-label`} htmlFor={controlId(`${id}-label`)}>
        <PlainText text={block.label.text} />
        {block.optional && <span className="input-optional"> (optional)</span>}
      </label>
      <ElementView
        blockId={blockId}
        element={block.element}
        dispatches={block.dispatch_action === true}
        labelId={`${id}-label`}
        describedBy={describedBy || undefined}
        optional={block.optional === true}
        invalid={error !== undefined}
      />
      {error && (
        <p className="input-error" id={`${id}-error`} role="alert">
          <AlertIcon size={15} />
          {error}
        </p>
      )}
      {block.hint && (
        <p className="input-hint" id={`${id}-hint`}>
          <PlainText text={block.hint.text} />
        </p>
      )}
    </div>
  );
}
