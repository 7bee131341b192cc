import type { PostboxCard } from '../../protocol.js';
import { Thing } from '../drawer/Thing.js';
import { previewDocument } from '../outbox/previewDocument.js';

/** Both sides of a card, and where it goes. */
export function CardView({ card, onBack }: { card: PostboxCard; onBack: () => void }) {
  const { to, from, front, back } = card;
  return (
    <Thing
      label={`Postcard to ${to[0]}`}
      title={to[0] ?? ''}
      back="All postcards"
      onBack={onBack}
      head={
        <>
          <p className="mail-people">{to.slice(1).join(', ')}</p>
          <p className="mail-people">
            from <span>{from.join(', ')}</span>
          </p>
        </>
      }
    >
      <div className="card-sides">
        <Side title="The front" html={front} size={card.size} />
        <Side title="The back" html={back} size={card.size} />
      </div>
    </Thing>
  );
}

function Side({ title, html, size }: { title: string; html: string; size: string }) {
  const [short, long] = size.split('x');
  return (
    <figure>
      <iframe
        className="card-side"
        style={{ aspectRatio: `${long} / ${short}` }}
        title={title}
        sandbox=""
        srcDoc={previewDocument(html)}
      />
      <figcaption>{title}</figcaption>
    </figure>
  );
}
