import type { ConfirmationDialog } from '@slack/types';
import { useId, useRef } from 'react';
import { RichText } from '../richText/RichText.js';
import { useEscape } from '../useEscape.js';
import { useDialogFocus } from './useDialogFocus.js';

interface ConfirmDialogProps {
  readonly dialog: ConfirmationDialog;
  readonly onAnswer: (confirmed: boolean) => void;
}

export function ConfirmDialog({ dialog, onAnswer }: ConfirmDialogProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  useDialogFocus(box);
  useEscape(box, () => onAnswer(false));
  return (
    <div className="modal-layer confirm-layer">
      <div
        ref={box}
        className="modal confirm"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        tabIndex={-1}
      >
        <header className="modal-header">
          <h2 id={`${id}-title`}>{dialog.title?.text ?? 'Are you sure?'}</h2>
        </header>
        <div className="modal-body" id={`${id}-text`}>
          <RichText text={dialog.text} />
        </div>
        <footer className="modal-footer">
          <button type="button" className="button" onClick={() => onAnswer(false)}>
            {dialog.deny?.text ?? 'No'}
          </button>
          <button
            type="button"
            data-focus-on-load
            className={`button button-${dialog.style ?? 'primary'}`}
            onClick={() => onAnswer(true)}
          >
            {dialog.confirm?.text ?? 'Yes'}
          </button>
        </footer>
      </div>
    </div>
  );
}
