import { useEffect, useMemo, useReducer, useState } from 'react';
import type { Conversation } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { MenuIcon } from '../icons.js';
import { Avatar } from './Avatar.js';
import { Composer } from './Composer.js';
import { FirstSteps } from './FirstSteps.js';
import { HomeTab } from './HomeTab.js';
import { MessageList } from './MessageList.js';
import { conversationLines } from './threads.js';

const startedKey = 'drumbeat.sandbox.started';

export function ConversationPane({
  conversation,
  onOpenSidebar,
}: {
  conversation: Conversation;
  onOpenSidebar: () => void;
}) {
  const { snapshot, place, go, send } = useSandbox();
  const { me, messages } = snapshot;
  const isApp = conversation.kind === 'app-dm';
  const showsHome = isApp && place.tab === 'home';
  const title = isApp ? conversation.name : `#${conversation.name}`;
  const lines = useMemo(() => conversationLines(messages, conversation.id), [messages, conversation.id]);
  const [sent, countSent] = useReducer((count: number) => count + 1, 0);
  const [filled, setFilled] = useState<{ text: string; turn: number } | null>(null);
  const [started, setStarted] = useState(() => window.localStorage.getItem(startedKey) !== null);

  useEffect(() => {
    if (showsHome) void send('home', { person: me.id });
  }, [showsHome, me.id, send]);
  const unread = showsHome ? 0 : conversation.unread;
  useEffect(() => {
    if (unread > 0) void send('read', { person: me.id, conversation: conversation.id });
  }, [unread, me.id, conversation.id, send]);

  const begin = () => {
    window.localStorage.setItem(startedKey, 'yes');
    setStarted(true);
  };
  return (
    <main className="conversation" aria-label={title}>
      <header className="conversation-header">
        <button type="button" className="bar-button only-narrow" aria-label="Conversations" onClick={onOpenSidebar}>
          <MenuIcon />
        </button>
        {isApp && <Avatar author="app" size={26} />}
        <h1>{title}</h1>
        {isApp ? (
          <div className="tabs" role="tablist" aria-label={conversation.name}>
            <Tab name="Home" selected={showsHome} onSelect={() => go({ tab: 'home', thread: null })} />
            <Tab name="Messages" selected={!showsHome} onSelect={() => go({ tab: 'messages' })} />
          </div>
        ) : (
          <p className="conversation-topic">{conversation.topic}</p>
        )}
        {!isApp && !conversation.botIsMember && (
          <span className="conversation-note">Drumbeat is not in this channel</span>
        )}
      </header>
      {showsHome ? (
        <HomeTab />
      ) : (
        <>
          <MessageList
            key={`list ${conversation.id}`}
            lines={lines}
            label={`Messages in ${title}`}
            listKey={conversation.id}
            sent={sent}
            onOpenThread={(ts) => go({ thread: ts })}
          >
            {(lines.length === 0 || (isApp && !started)) && (
              <FirstSteps onFill={(text) => setFilled((before) => ({ text, turn: (before?.turn ?? 0) + 1 }))} />
            )}
          </MessageList>
          <Composer
            key={`composer ${conversation.id}`}
            label={`Message ${title}`}
            filled={filled}
            onSend={countSent}
            onSent={begin}
          />
        </>
      )}
    </main>
  );
}

function Tab({ name, selected, onSelect }: { name: string; selected: boolean; onSelect: () => void }) {
  return (
    <button type="button" role="tab" aria-selected={selected} className="tab" onClick={onSelect}>
      {name}
    </button>
  );
}
