import { useState } from 'react';
import type { OutboxMail } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { Thing } from '../drawer/Thing.js';
import { formatMoment } from '../time/zoneTime.js';
import { MailReactions } from './MailReactions.js';
import { previewDocument } from './previewDocument.js';

export function MailPreview({ mail, onBack }: { mail: OutboxMail; onBack: () => void }) {
  const { zone } = useSandbox().snapshot;
  const [tab, setTab] = useState<'html' | 'text'>('html');
  const details: [string, string][] = [
    ['From', mail.from],
    ['To', mail.to],
    ...(mail.replyTo ? ([['Reply-To', mail.replyTo]] as [string, string][]) : []),
    ['Sent', formatMoment(mail.sentAt, zone)],
    ...Object.entries(mail.headers),
    ...(mail.executionId ? ([['Execution', mail.executionId]] as [string, string][]) : []),
  ];
  return (
    <Thing
      label={`Mail: ${mail.subject}`}
      title={mail.subject}
      back="All mails"
      onBack={onBack}
      head={
        <>
          <p className="mail-people">
            <span>{mail.from}</span> to <span>{mail.to}</span>
          </p>
          <details className="mail-details">
            <summary>Details</summary>
            <dl>
              {details.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </details>
          {mail.files?.map(({ name, text }) => (
            <details className="mail-details" key={name}>
              <summary>{name}</summary>
              <pre>{text}</pre>
            </details>
          ))}
          <div className="tabs" role="tablist" aria-label="Mail as">
            {(['html', 'text'] as const).map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                className="tab"
                aria-selected={tab === one}
                onClick={() => setTab(one)}
              >
                {one === 'html' ? 'HTML' : 'Text'}
              </button>
            ))}
          </div>
        </>
      }
    >
      {tab === 'html' ? (
        <iframe
          className="mail-body"
          title="The mail"
          // No scripts, no origin; links open in a tab of their own.
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          srcDoc={previewDocument(mail.html)}
        />
      ) : (
        <pre className="mail-body mail-text">{mail.text}</pre>
      )}
      <MailReactions mail={mail} />
    </Thing>
  );
}
