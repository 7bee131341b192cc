import type { KnownBlock, ModalView } from '@slack/types';
import { type FormEvent, useId, useMemo, useRef, useState } from 'react';
import type { ShownView } from '../../protocol.js';
import { Blocks } from '../blocks/Blocks.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { blockIdOf, toStateValues } from '../forms/elementState.js';
import { SurfaceProvider, surfaceId } from '../forms/SurfaceContext.js';
import { validateForm } from '../forms/validateForm.js';
import { AlertIcon, BackIcon, CloseIcon } from '../icons.js';
import { PlainText } from '../richText/RichText.js';
import { useEscape } from '../useEscape.js';
import { useDialogFocus } from './useDialogFocus.js';
import { useFieldErrors } from './useFieldErrors.js';

interface ModalProps {
  readonly shown: ShownView;
  /** The title of the modal that this one was pushed on. */
  readonly below: string | null;
}

export function Modal({ shown, below }: ModalProps) {
  const { snapshot, send, forms } = useSandbox();
  const view = shown.view as ModalView;
  const blocks = view.blocks as KnownBlock[];
  const titleId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState<'submit' | 'close' | null>(null);
  const fieldErrors = useFieldErrors(shown, form);
  const container = useMemo(() => ({ type: 'view', viewId: shown.id }) as const, [shown.id]);
  const person = snapshot.me.id;
  useDialogFocus(form);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !view.submit) return;
    const values = forms.get(surfaceId(container)) ?? {};
    const found = validateForm(blocks, values);
    fieldErrors.show(found);
    if (Object.keys(found).length > 0) return;
    setBusy('submit');
    await send('submissions', { person, viewId: shown.id, state: toStateValues(values) });
    setBusy(null);
    fieldErrors.answered();
  };
  const close = async () => {
    // What was submitted may be answered by now, and shown, before its request is over.
    if (busy === 'close') return;
    setBusy('close');
    await send('closings', { person, viewId: shown.id });
    setBusy(null);
  };
  useEscape(form, () => void close());
  const places = new Set(blocks.map((block, index) => (block.type === 'input' ? blockIdOf(block, index) : '')));
  const homeless = Object.entries(fieldErrors.errors).filter(([blockId]) => !places.has(blockId));
  return (
    <form
      ref={form}
      className="modal"
      role="dialog"
      aria-modal="true"
      aria-labelledby={titleId}
      aria-busy={busy !== null}
      noValidate
      tabIndex={-1}
      onSubmit={submit}
    >
      <header className="modal-header">
        <span className="modal-heading">
          {below && (
            <span className="modal-below">
              <BackIcon size={13} /> {below}
            </span>
          )}
          <h2 id={titleId}>
            <PlainText text={view.title.text} />
          </h2>
        </span>
        <button type="button" className="bar-button" aria-label="Close" onClick={close}>
          <CloseIcon size={20} />
        </button>
      </header>
      <div className="modal-body">
        {shown.banner && (
          <p className="input-error" role="alert">
            <AlertIcon size={15} />
            {shown.banner}
          </p>
        )}
        {homeless.map(([blockId, error]) => (
          <p key={blockId} className="input-error" role="alert">
            <AlertIcon size={15} />
            {error}
          </p>
        ))}
        <SurfaceProvider
          container={container}
          blocks={blocks}
          errors={fieldErrors.errors}
          remembered={shown.state}
          onEntered={fieldErrors.forget}
        >
          <Blocks blocks={blocks} />
        </SurfaceProvider>
      </div>
      <footer className="modal-footer">
        <button type="button" className="button" aria-disabled={busy !== null || undefined} onClick={close}>
          <span className="button-text">{view.close?.text ?? (view.submit ? 'Cancel' : 'Close')}</span>
        </button>
        {view.submit && (
          <button
            type="submit"
            className={`button button-primary ${busy === 'submit' ? 'is-busy' : ''}`}
            aria-disabled={busy !== null || undefined}
            aria-busy={busy === 'submit' || undefined}
          >
            <span className="button-text">{view.submit.text}</span>
          </button>
        )}
      </footer>
    </form>
  );
}
