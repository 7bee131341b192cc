import { useState } from 'react';
import type { MailEventRequest, OutboxMail } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { BounceIcon, CalendarIcon, CheckIcon, EyeIcon, LeaveIcon, LinkIcon, ReplyIcon } from '../icons.js';
import { formatMoment } from '../time/zoneTime.js';
import { eventWords } from './eventWords.js';
import { nameIn } from './nameIn.js';

/** What takes no words. */
const others = [
  { kind: 'delivered', label: 'It is delivered', icon: <CheckIcon size={16} /> },
  { kind: 'open', label: 'They open it', icon: <EyeIcon size={16} /> },
  { kind: 'click', label: 'They click a link', icon: <LinkIcon size={16} /> },
  { kind: 'meeting', label: 'They book a meeting', icon: <CalendarIcon size={16} /> },
  { kind: 'bounce', label: 'It bounces', icon: <BounceIcon size={16} /> },
  { kind: 'unsubscribe', label: 'They unsubscribe', icon: <LeaveIcon size={16} /> },
] as const;

/** What the recipient does with the mail; it reaches the program as the mail provider's event would. */
export function MailReactions({ mail }: { mail: OutboxMail }) {
  const { snapshot, send } = useSandbox();
  const [busy, setBusy] = useState(false);
  const [reply, setReply] = useState('');
  const happen = async (kind: MailEventRequest['kind']) => {
    if (busy) return;
    setBusy(true);
    const said = kind === 'reply' && reply.trim() !== '' ? { text: reply.trim() } : {};
    const accepted = await send('mail-events', { mailId: mail.id, kind, ...said });
    setBusy(false);
    if (accepted && kind === 'reply') setReply('');
  };
  return (
    <footer className="mail-reactions">
      {mail.events.length > 0 && (
        <ul className="mail-events" aria-label="What happened">
          {mail.events.map((event) => (
            <li key={`${event.kind} ${event.at}`} className={`mail-event event-${event.kind}`}>
              {eventWords[event.kind]} {formatMoment(event.at, snapshot.zone)}
            </li>
          ))}
        </ul>
      )}
      <form
        className="mail-reply"
        onSubmit={(event) => {
          event.preventDefault();
          void happen('reply');
        }}
      >
        <input
          className="field"
          value={reply}
          aria-label="What they reply"
          placeholder={`What ${nameIn(mail.to)} replies (optional)`}
          onChange={(event) => setReply(event.target.value)}
        />
        <button type="submit" className="button button-primary" aria-disabled={busy || undefined}>
          <ReplyIcon size={16} />
          They reply
        </button>
      </form>
      <div className="mail-other">
        {others.map(({ kind, label, icon }) => (
          <button
            key={kind}
            type="button"
            className="button"
            aria-disabled={busy || undefined}
            onClick={() => happen(kind)}
          >
            {icon}
            {label}
          </button>
        ))}
      </div>
    </footer>
  );
}
