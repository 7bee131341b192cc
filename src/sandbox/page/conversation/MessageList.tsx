import { Fragment, type ReactNode } from 'react';
import { useSandbox } from '../connection/SandboxContext.js';
import { dayKey, dayLabel } from '../time/zoneTime.js';
import { authorOf } from './Avatar.js';
import { MessageItem } from './MessageItem.js';
import type { Line } from './threads.js';
import { useStickToBottom } from './useStickToBottom.js';

interface MessageListProps {
  readonly lines: readonly Line[];
  readonly label: string;
  /** Changes when another conversation is shown: the list then starts at its end. */
  readonly listKey: string;
  /** Grows with everything that the person sends here: they want to see what comes of it. */
  readonly sent: number;
  readonly onOpenThread?: (ts: string) => void;
  /** Shown below the messages. */
  readonly children?: ReactNode;
}

export function MessageList({ lines, label, listKey, sent, onOpenThread, children }: MessageListProps) {
  const { people, zone, now } = useSandbox().snapshot;
  const { scroller, unseen, jump } = useStickToBottom(`${listKey} ${sent}`, lines.at(-1)?.message.ts ?? '');
  return (
    <div className="message-list-frame">
      <div ref={scroller} className="message-list" role="log" aria-label={label} tabIndex={-1}>
        <div className="message-list-inner">
          {lines.map(({ message, continued, replies, root }, index) => {
            const before = lines[index - 1]?.message;
            const newDay = !before || dayKey(before.postedAt, zone) !== dayKey(message.postedAt, zone);
            return (
              <Fragment key={message.ts}>
                {newDay && (
                  <div className="day-divider">
                    <span>{dayLabel(message.postedAt, now, zone)}</span>
                  </div>
                )}
                <MessageItem
                  message={message}
                  author={authorOf(message.author, people)}
                  continued={continued && !newDay}
                  zone={zone}
                  replies={replies}
                  root={root}
                  {...(onOpenThread ? { onOpenThread } : {})}
                />
              </Fragment>
            );
          })}
          {children}
        </div>
      </div>
      {unseen && (
        <button type="button" className="jump-button" onClick={jump}>
          New messages below
        </button>
      )}
    </div>
  );
}
