import { escapeHtml } from './markup-output.js';

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
  const address = footer.postalAddress
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const mailTo = /^mailto:([^?]+)/i.exec(footer.unsubscribeUrl)?.[1];
  const way =
    mailTo === undefined
      ? `Unsubscribe: ${footer.unsubscribeUrl}`
      : `Unsubscribe: write to ${decodeURIComponent(mailTo)}`;
  const text = `${mail.text.trimEnd()}\n\n\n${[...address, way].join('\n')}\n`;
  const link = `<a href="${escapeHtml(footer.unsubscribeUrl)}" style="color:#6b7280">Unsubscribe</a>`;
  const part = `<p style="margin-top:32px;font-size:12px;line-height:1.5;color:#6b7280">${[...address.map(escapeHtml), link].join('<br>')}</p>`;
  return { ...mail, text, html: insertAtEnd(mail.html, part) };
}

function insertAtEnd(html: string, part: string): string {
  const end = /<\/body>/i.test(html) ? html.toLowerCase().lastIndexOf('</body>') : -1;
  return end < 0 ? `${html}\n${part}` : `${html.slice(0, end)}${part}\n${html.slice(end)}`;
}
