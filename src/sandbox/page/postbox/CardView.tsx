import type { ReactNode } from 'react';
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
        <Side title="The back" html={back} size={card.size}>
          <AddressArea size={card.size} to={to} />
        </Side>
      </div>
    </Thing>
  );
}

/** CSS pixels an inch, and the edge of a design that is cut off. */
const perInch = 96;
const bleed = 12;

/** As large as it is printed, cut to its edges and then brought to the drawer's width. */
function Side({ title, html, size, children }: { title: string; html: string; size: string; children?: ReactNode }) {
  const [short = 4, long = 6] = size.split('x').map(Number);
  const [width, height] = [long * perInch, short * perInch];
  return (
    <figure>
      <svg className="card-side" viewBox={`${bleed} ${bleed} ${width} ${height}`}>
        <title>{title}</title>
        <foreignObject x={0} y={0} width={width + 2 * bleed} height={height + 2 * bleed}>
          <iframe title={title} sandbox="" srcDoc={previewDocument(html)} />
        </foreignObject>
        {children}
      </svg>
      <figcaption>{title}</figcaption>
    </figure>
  );
}

/** What the printer keeps free on the back, in CSS pixels: its width, its height, and how far it is from the design's edges. */
const kept = { width: { '4x6': 315 } as Record<string, number>, wide: 384, height: 228, right: 26, bottom: 24 };

function AddressArea({ size, to }: { size: string; to: readonly string[] }) {
  const [short = 4, long = 6] = size.split('x').map(Number);
  const width = kept.width[size] ?? kept.wide;
  const x = long * perInch + 2 * bleed - kept.right - width;
  const y = short * perInch + 2 * bleed - kept.bottom - kept.height;
  return (
    <g className="card-address">
      <rect x={x} y={y} width={width} height={kept.height} />
      <text x={x + width - 16} y={y + 30} textAnchor="end">
        Postage
      </text>
      {to.map((line, index) => (
        <text key={line} x={x + 24} y={y + 110 + index * 20}>
          {line}
        </text>
      ))}
    </g>
  );
}
