import type { TextEventRequest } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { Reactions } from '../drawer/Reactions.js';
import { Thing } from '../drawer/Thing.js';
import { BounceIcon, LeaveIcon, ReplyIcon } from '../icons.js';
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
  const { newest } = phone;
  const happen = (kind: TextEventRequest['kind'], said: string | null) =>
    send('text-events', { textId: newest.id, kind, ...(said === null ? {} : { text: said }) });
  return (
    <Thing
      label={`Phone ${phone.number}`}
      title={phone.number}
      back="All phones"
      onBack={onBack}
      head={
        <p className="mail-people">
          from <span>{newest.from}</span>
        </p>
      }
    >
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
      <Reactions
        answer={{
          kind: 'answer',
          label: 'They answer',
          field: 'What they answer',
          placeholder: 'What they answer',
        }}
        others={others}
        onHappen={happen}
      />
    </Thing>
  );
}
