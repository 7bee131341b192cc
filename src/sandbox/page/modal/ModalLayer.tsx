import { useSandbox } from '../connection/SandboxContext.js';
import { Modal } from './Modal.js';

/** The person's modals; only the top one can be used, those below show as edges behind it. */
export function ModalLayer() {
  const { modals } = useSandbox().snapshot;
  const top = modals.at(-1);
  if (!top) return null;
  const below = modals.at(-2)?.view;
  return (
    <div className="modal-layer">
      <div className={`modal-stack stack-${Math.min(modals.length, 3)}`}>
        <Modal key={top.id} shown={top} below={below?.type === 'modal' ? below.title.text : null} />
      </div>
    </div>
  );
}
