import { useMemo, useReducer } from 'react';
import { useSandbox } from '../connection/SandboxContext.js';
import { CloseIcon } from '../icons.js';
import { Composer } from './Composer.js';
import { MessageList } from './MessageList.js';
import { threadLines } from './threads.js';

export function ThreadPane({ threadTs, title }: { threadTs: string; title: string }) {
  const { snapshot, conversation, go } = useSandbox();
  const [sent, countSent] = useReducer((count: number) => count + 1, 0);
  const lines = useMemo(
    () => threadLines(snapshot.messages, conversation, threadTs),
    [snapshot.messages, conversation, threadTs],
  );
  return (
    <aside className="side-pane thread" aria-label="Thread">
      <header className="pane-header">
        <h2>Thread</h2>
        <span className="pane-subtitle">{title}</span>
        <button type="button" className="bar-button" aria-label="Close thread" onClick={() => go({ thread: null })}>
          <CloseIcon />
        </button>
      </header>
      <MessageList lines={lines} label="Messages in the thread" listKey={threadTs} sent={sent}>
        {lines.length === 0 && <p className="empty-note">This message is gone.</p>}
      </MessageList>
      <Composer label="Reply in the thread" threadTs={threadTs} onSend={countSent} />
    </aside>
  );
}
