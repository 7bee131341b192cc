import type { OutboxMail } from '../../protocol.js';
import { Line } from '../drawer/Line.js';
import { eventWords } from './eventWords.js';
import { mailThreads } from './mailThreads.js';
import { nameIn } from './nameIn.js';

interface MailLinesProps {
  readonly mails: readonly OutboxMail[];
  readonly shownId: string;
  readonly onChoose: (id: string) => void;
}

/** The mails of a thread stand together, the earlier ones below the newest. */
export function MailLines({ mails, shownId, onChoose }: MailLinesProps) {
  return mailThreads(mails).flatMap((thread) =>
    thread.map((mail, index) => {
      const last = mail.events.at(-1);
      return (
        <Line
          key={mail.id}
          to={nameIn(mail.to)}
          fullTo={mail.to}
          at={mail.sentAt}
          says={mail.subject}
          mark={last && <span className={`mail-event event-${last.kind}`}>{eventWords[last.kind]}</span>}
          isShown={mail.id === shownId}
          isEarlier={index > 0}
          onChoose={() => onChoose(mail.id)}
        />
      );
    }),
  );
}
