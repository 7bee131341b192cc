import { memo, useMemo } from 'react';
import type { ShownMessage } from '../../protocol.js';
import { Blocks } from '../blocks/Blocks.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { Undrawable } from '../feedback/Undrawable.js';
import { SurfaceProvider } from '../forms/SurfaceContext.js';
import { EyeIcon } from '../icons.js';
import { RichText } from '../richText/RichText.js';
import { formatMoment, formatTime } from '../time/zoneTime.js';
import { type Author, Avatar, authorName, authorOf } from './Avatar.js';
import { SharedFiles } from './SharedFiles.js';

interface MessageItemProps {
  readonly message: ShownMessage;
  readonly author: Author;
  readonly continued: boolean;
  readonly zone: string;
  readonly replies?: readonly ShownMessage[];
  readonly root?: ShownMessage | null;
  readonly onOpenThread?: (ts: string) => void;
}

export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { message, author, continued, zone, replies = [], root = null, onOpenThread } = props;
  const name = authorName(author);
  const time = formatTime(message.postedAt, zone);
  const moment = formatMoment(message.postedAt, zone);
  return (
    <article
      className={`message ${continued ? 'is-continued' : ''} ${message.ephemeral ? 'is-ephemeral' : ''}`}
      aria-label={`${name}, ${moment}`}
      data-ts={message.ts}
    >
      <div className="message-gutter">
        {continued ? (
          <time className="message-side-time" dateTime={message.postedAt}>
            {time}
          </time>
        ) : (
          <Avatar author={author} />
        )}
      </div>
      <div className="message-content">
        {message.ephemeral && (
          <p className="message-ephemeral">
            <EyeIcon size={14} /> Only visible to you
          </p>
        )}
        {!continued && (
          <p className="message-meta">
            <strong>{name}</strong>
            {author === 'app' && <span className="badge-app">APP</span>}
            <time dateTime={message.postedAt} title={moment}>
              {time}
            </time>
          </p>
        )}
        {root !== null && onOpenThread && (
          <p className="message-in-thread">
            replied to a thread:{' '}
            <button type="button" onClick={() => onOpenThread(root.ts)}>
              <RichText text={{ type: 'mrkdwn', text: root.text.split('\n')[0] ?? '' }} />
            </button>
          </p>
        )}
        <Undrawable fallback={<p>{message.text}</p>}>
          <MessageBody message={message} />
        </Undrawable>
        {message.files.length > 0 && <SharedFiles files={message.files} />}
        {message.edited && <span className="message-edited">(edited)</span>}
        {replies.length > 0 && onOpenThread && (
          <ReplyLink replies={replies} zone={zone} onOpen={() => onOpenThread(message.ts)} />
        )}
      </div>
    </article>
  );
});

function MessageBody({ message }: { message: ShownMessage }) {
  const { blocks, conversation, ts, text } = message;
  const container = useMemo(() => ({ type: 'message', conversation, ts }) as const, [conversation, ts]);
  if (blocks.length === 0 && text === '') return null;
  if (blocks.length === 0) return <RichText text={{ type: 'mrkdwn', text }} />;
  return (
    <SurfaceProvider container={container} blocks={blocks}>
      <Blocks blocks={blocks} />
    </SurfaceProvider>
  );
}

function ReplyLink({ replies, zone, onOpen }: { replies: readonly ShownMessage[]; zone: string; onOpen: () => void }) {
  const { people } = useSandbox().snapshot;
  const authors = [...new Set(replies.map(({ author }) => author))].slice(0, 3);
  const last = replies.at(-1);
  return (
    <button type="button" className="reply-link" onClick={onOpen}>
      <span className="reply-faces">
        {authors.map((id) => (
          <Avatar key={id} author={authorOf(id, people)} size={22} />
        ))}
      </span>
      <span className="reply-count">{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</span>
      {last && <span className="reply-last">Last reply {formatMoment(last.postedAt, zone)}</span>}
    </button>
  );
}
