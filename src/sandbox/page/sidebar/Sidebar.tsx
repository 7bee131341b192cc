import type { Conversation } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { Avatar } from '../conversation/Avatar.js';
import { PersonSwitcher } from './PersonSwitcher.js';

export function Sidebar({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { snapshot, conversation, go } = useSandbox();
  const channels = snapshot.conversations.filter(({ kind }) => kind === 'channel');
  const apps = snapshot.conversations.filter(({ kind }) => kind === 'app-dm');
  const select = (id: string) => {
    go({ conversation: id, thread: null, tab: 'messages' });
    onClose();
  };
  const line = (entry: Conversation) => (
    <ConversationLine
      key={entry.id}
      entry={entry}
      current={entry.id === conversation}
      onSelect={() => select(entry.id)}
    />
  );
  return (
    <>
      <nav className={`sidebar ${open ? 'is-open' : ''}`} aria-label="Conversations">
        <div className="sidebar-lists">
          <h2>Channels</h2>
          <ul>{channels.map(line)}</ul>
          <h2>Apps</h2>
          <ul>{apps.map(line)}</ul>
        </div>
        <PersonSwitcher />
      </nav>
      {open && <button type="button" className="sidebar-shade" aria-label="Close conversations" onClick={onClose} />}
    </>
  );
}

function ConversationLine({
  entry,
  current,
  onSelect,
}: {
  entry: Conversation;
  current: boolean;
  onSelect: () => void;
}) {
  const unread = entry.unread > 0 && !current;
  return (
    <li>
      <button
        type="button"
        className={`sidebar-line ${unread ? 'is-unread' : ''}`}
        aria-current={current ? 'page' : undefined}
        onClick={onSelect}
      >
        {entry.kind === 'channel' ? <span className="sidebar-hash">#</span> : <Avatar author="app" size={20} />}
        <span className="sidebar-name">{entry.name}</span>
        {unread && (
          <span className="count-badge">
            {entry.unread}
            <span className="sr-only"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}
