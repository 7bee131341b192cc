import type { MailEventRequest, OutboxMail } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { Reactions } from '../drawer/Reactions.js';
import { BounceIcon, CalendarIcon, CheckIcon, EyeIcon, LeaveIcon, LinkIcon } from '../icons.js';
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
  const happen = (kind: MailEventRequest['kind'], said: string | null) =>
    send('mail-events', { mailId: mail.id, kind, ...(said === null ? {} : { text: said }) });
  const placeholder = `What ${nameIn(mail.to)} replies (optional)`;
  return (
    <Reactions
      answer={{ kind: 'reply', label: 'They reply', field: 'What they reply', placeholder }}
      others={others}
      onHappen={happen}
    >
      {mail.events.length > 0 && (
        <ul className="mail-events" aria-label="What happened">
          {mail.events.map((event) => (
            <li key={`${event.kind} ${event.at}`} className={`mail-event event-${event.kind}`}>
              {eventWords[event.kind]} {formatMoment(event.at, snapshot.zone)}
            </li>
          ))}
        </ul>
      )}
    </Reactions>
  );
}
