import { onceOf } from '../once.js';
import { escapeHtml } from './markup-output.js';
import { type Copy, type Gapped, joinedWith, type Mould, textsOf } from './mould.js';

export interface Footer {
  readonly postalAddress: string;
  /** A web address, or `mailto:` where the program has no public address. */
  readonly unsubscribeUrl: string;
}

/**
 * The mail with what the law asks for at its end, in both versions: who sent it, from where, and how to stop it. In a
 * whole HTML document it goes inside the body.
 */
export function withFooter<Mail extends { readonly text: string; readonly html: string }>(
  mail: Mail,
  footer: Footer,
): Mail {
  const foot = textsOf(footOf(footer));
  return { ...mail, text: `${mail.text.trimEnd()}${foot.text}`, html: insertAtEnd(mail.html, foot.html) };
}

/** What {@link withFooter} adds, by what it has in common with others. */
export function footOf({ postalAddress, unsubscribeUrl }: Footer): Copy {
  const mailTo = /^mailto:([^?]+)/i.exec(unsubscribeUrl)?.[1];
  const { byLink, byMail } = footsOf(postalAddress);
  if (mailTo === undefined) return { mould: byLink, words: [unsubscribeUrl] };
  return { mould: byMail, words: [unsubscribeUrl, decodeURIComponent(mailTo)] };
}

const footsOf = onceOf(100, (postalAddress: string) => {
  const address = postalAddress
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const text = `\n\n\n${[...address, 'Unsubscribe: '].join('\n')}`;
  const html = [
    `<p style="margin-top:32px;font-size:12px;line-height:1.5;color:#6b7280">${[...address.map(escapeHtml), '<a href="'].join('<br>')}`,
    '0',
    '" style="color:#6b7280">Unsubscribe</a></p>',
  ];
  const byLink: Mould = { text: [text, '0', '\n'], html, gaps: 1 };
  const byMail: Mould = { text: [`${text}write to `, '1', '\n'], html, gaps: 2 };
  return { byLink, byMail };
});

/**
 * A mail in light markup with its foot, as {@link withFooter} puts it: it is no whole document, and no word ends in a space. The
 * foot's gaps come behind its own.
 */
export function footed(body: Mould, foot: Mould): Mould {
  const [own, behind] = [upTo(body.gaps), upTo(foot.gaps).map((gap) => body.gaps + gap)];
  const row = (one: Gapped, other: Gapped, between: string) =>
    joinedWith(
      [
        { gapped: one, gaps: own },
        { gapped: other, gaps: behind },
      ],
      between,
    );
  const text = body.text.with(-1, body.text.at(-1)?.trimEnd() ?? '');
  return { text: row(text, foot.text, ''), html: row(body.html, foot.html, '\n'), gaps: body.gaps + foot.gaps };
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function insertAtEnd(html: string, part: string): string {
  const end = [...html.matchAll(/<\/body>/gi)].at(-1)?.index;
  return end === undefined ? `${html}\n${part}` : `${html.slice(0, end)}${part}\n${html.slice(end)}`;
}
