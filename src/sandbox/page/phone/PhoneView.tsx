import { useState } from 'react';
import type { TextEventRequest } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { BackIcon, BounceIcon, LeaveIcon, ReplyIcon } from '../icons.js';
import { formatMoment } from '../time/zoneTime.js';
import type { Phone } from './phones.js';
import { textEventWords } from './textEventWords.js';

/** What takes no words. */
const others = [
  { kind: 'stop', label: 'They answer STOP', icon: <LeaveIcon size={16} /> },
  { kind: 'start', label: 'They answer START', icon: <ReplyIcon size={16} /> },
  { kind: 'fail', label: 'It does not arrive', icon: <BounceIcon size={16} /> },
] as const;

/** A phone as its owner sees it, and what they do with the newest text; it reaches the program as the provider's post would. */
export function PhoneView({ phone, onBack }: { phone: Phone; onBack: () => void }) {
  const { snapshot, send } = useSandbox();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState('');
  const newest = phone.texts.at(-1);
  if (!newest) return null;
  const happen = async (kind: TextEventRequest['kind']) => {
    if (busy) return;
    setBusy(true);
    const said = kind === 'answer' && answer.trim() !== '' ? { text: answer.trim() } : {};
    const accepted = await send('text-events', { textId: newest.id, kind, ...said });
    setBusy(false);
    if (accepted && kind === 'answer') setAnswer('');
  };
  return (
    <article className="mail" aria-label={`Phone ${phone.number}`}>
      <header className="mail-head">
        <button type="button" className="mail-back" onClick={onBack}>
          <BackIcon size={15} /> All phones
        </button>
        <h3>{phone.number}</h3>
        <p className="mail-people">
          from <span>{newest.from}</span>
        </p>
      </header>
      <ol className="phone-texts" aria-label="Texts">
        {phone.texts.map((text) => (
          <li key={text.id}>
            <p className="phone-text">{text.body}</p>
            <time dateTime={text.sentAt}>{formatMoment(text.sentAt, snapshot.zone)}</time>
            {text.events.map((event) =>
              event.said === undefined ? (
                <p key={`${event.kind} ${event.at}`} className={`mail-event event-${event.kind}`}>
                  {textEventWords[event.kind]} {formatMoment(event.at, snapshot.zone)}
                </p>
              ) : (
                <p key={`${event.kind} ${event.at}`} className="phone-text phone-answer">
                  {event.said}
                </p>
              ),
            )}
          </li>
        ))}
      </ol>
      <footer className="mail-reactions">
        <form
          className="mail-reply"
          onSubmit={(event) => {
            event.preventDefault();
            void happen('answer');
          }}
        >
          <input
            className="field"
            value={answer}
            aria-label="What they answer"
            placeholder="What they answer"
            onChange={(event) => setAnswer(event.target.value)}
          />
          <button type="submit" className="button button-primary" aria-disabled={busy || undefined}>
            <ReplyIcon size={16} />
            They answer
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
    </article>
  );
}
