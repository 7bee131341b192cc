import type { OutboxMail } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { formatMoment } from '../time/zoneTime.js';
import { eventWords } from './eventWords.js';
import { mailThreads } from './mailThreads.js';
import { nameIn } from './nameIn.js';

interface MailListProps {
  readonly mails: readonly OutboxMail[];
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
}

/** The mails of a thread stand together, the earlier ones below the newest. */
export function MailList({ mails, chosenId, onChoose }: MailListProps) {
  const { zone } = useSandbox().snapshot;
  return (
    <ul className="mail-list" aria-label="Mails">
      {mailThreads(mails).flatMap((thread) =>
        thread.map((mail, index) => {
          const last = mail.events.at(-1);
          return (
            <li key={mail.id} className={index === 0 ? undefined : 'mail-earlier'}>
              <button
                type="button"
                className="mail-line"
                aria-current={mail.id === chosenId ? 'true' : undefined}
                onClick={() => onChoose(mail.id)}
              >
                <span className="mail-to" title={mail.to}>
                  {nameIn(mail.to)}
                </span>
                <time dateTime={mail.sentAt}>{formatMoment(mail.sentAt, zone)}</time>
                <span className="mail-second">
                  <span className="mail-subject">{mail.subject}</span>
                  {last && <span className={`mail-event event-${last.kind}`}>{eventWords[last.kind]}</span>}
                </span>
              </button>
            </li>
          );
        }),
      )}
    </ul>
  );
}
