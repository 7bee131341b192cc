import { useSandbox } from '../connection/SandboxContext.js';
import { formatMoment } from '../time/zoneTime.js';
import type { Phone } from './phones.js';
import { textEventWords } from './textEventWords.js';

interface PhoneListProps {
  readonly phones: readonly Phone[];
  readonly chosen: string | null;
  readonly onChoose: (number: string) => void;
}

export function PhoneList({ phones, chosen, onChoose }: PhoneListProps) {
  const { zone } = useSandbox().snapshot;
  return (
    <ul className="mail-list" aria-label="Phones">
      {phones.map(({ number, texts }) => {
        const text = texts.at(-1);
        const last = text?.events.at(-1);
        return (
          <li key={number}>
            <button
              type="button"
              className="mail-line"
              aria-current={number === chosen ? 'true' : undefined}
              onClick={() => onChoose(number)}
            >
              <span className="mail-to">{number}</span>
              {text && <time dateTime={text.sentAt}>{formatMoment(text.sentAt, zone)}</time>}
              <span className="mail-second">
                <span className="mail-subject">{text?.body}</span>
                {last && <span className={`mail-event event-${last.kind}`}>{textEventWords[last.kind]}</span>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
