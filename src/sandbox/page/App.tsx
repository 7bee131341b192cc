import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Outcome, post, type Requests } from './connection/api.js';
import { type Sandbox, SandboxContext } from './connection/SandboxContext.js';
import { usePlace } from './connection/usePlace.js';
import { useSnapshot } from './connection/useSnapshot.js';
import { ConversationPane } from './conversation/ConversationPane.js';
import { ThreadPane } from './conversation/ThreadPane.js';
import { Starting } from './feedback/Starting.js';
import { Toasts, useToasts } from './feedback/Toasts.js';
import type { FormValues } from './forms/elementState.js';
import { ConfirmDialog } from './modal/ConfirmDialog.js';
import { ModalLayer } from './modal/ModalLayer.js';
import { OutboxDrawer } from './outbox/OutboxDrawer.js';
import { ParcelsDrawer } from './parcels/ParcelsDrawer.js';
import { PhoneDrawer } from './phone/PhoneDrawer.js';
import { PostboxDrawer } from './postbox/PostboxDrawer.js';
import { Sidebar } from './sidebar/Sidebar.js';
import { type Drawer, TopBar } from './topbar/TopBar.js';
import { useConfirm } from './useConfirm.js';

export function App() {
  const [place, go] = usePlace();
  const { snapshot, settled, error, refresh, status } = useSnapshot(place.person);
  const { toasts, notify, dismiss } = useToasts();
  const { question, ask } = useConfirm();
  const forms = useRef(new Map<string, FormValues>());
  const [drawer, setDrawer] = useState<Drawer | null>(null);
  const [sidebarOpen, setSidebarOpen] = useState(false);

  const send = useCallback(
    async <Path extends keyof Requests>(path: Path, body: Requests[Path]) => {
      const outcome: Outcome = await post(path, body);
      if (!outcome.ok) notify(outcome.error);
      await refresh();
      return outcome.ok;
    },
    [notify, refresh],
  );

  const open =
    snapshot?.conversations.find(({ id }) => id === place.conversation) ??
    snapshot?.conversations.find(({ kind }) => kind === 'app-dm') ??
    snapshot?.conversations[0];
  const me = snapshot?.me.id;
  const openId = open?.id;
  useEffect(() => {
    if (settled && me && openId && (place.person !== me || place.conversation !== openId))
      go({ person: me, conversation: openId });
  }, [settled, me, openId, place.person, place.conversation, go]);

  const sandbox = useMemo<Sandbox | null>(
    () =>
      snapshot && openId
        ? { snapshot, place, conversation: openId, go, send, askConfirm: ask, notify, forms: forms.current }
        : null,
    [snapshot, place, openId, go, send, ask, notify],
  );
  if (!sandbox || !open) {
    return <Starting error={error} onRetry={() => void refresh()} />;
  }
  const modalOpen = sandbox.snapshot.modals.length > 0;
  const title = open.kind === 'channel' ? `#${open.name}` : open.name;
  return (
    <SandboxContext.Provider value={sandbox}>
      <div className="shell" inert={modalOpen || question !== null}>
        <TopBar open={drawer} onToggle={(wanted) => setDrawer(wanted === drawer ? null : wanted)} />
        {status === 'lost' && (
          <p className="connection-lost" role="status">
            The connection to the sandbox is lost. Reconnecting…
          </p>
        )}
        <div className="workspace">
          <Sidebar open={sidebarOpen} onClose={() => setSidebarOpen(false)} />
          <div className="sheet">
            <ConversationPane conversation={open} onOpenSidebar={() => setSidebarOpen(true)} />
            {place.thread && !(open.kind === 'app-dm' && place.tab === 'home') && (
              <ThreadPane threadTs={place.thread} title={title} />
            )}
            {drawer === 'outbox' && <OutboxDrawer onClose={() => setDrawer(null)} />}
            {drawer === 'phone' && <PhoneDrawer onClose={() => setDrawer(null)} />}
            {drawer === 'parcels' && <ParcelsDrawer onClose={() => setDrawer(null)} />}
            {drawer === 'postbox' && <PostboxDrawer onClose={() => setDrawer(null)} />}
          </div>
        </div>
      </div>
      <div inert={question !== null}>
        <ModalLayer />
      </div>
      {question && <ConfirmDialog dialog={question.dialog} onAnswer={question.answer} />}
      <Toasts toasts={toasts} onDismiss={dismiss} />
    </SandboxContext.Provider>
  );
}
