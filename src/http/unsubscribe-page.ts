import { createHash } from 'node:crypto';
import { escapeHtml } from '../domain/template/markup-output.js';

/** One page as it leaves. */
export interface Page {
  readonly status: number;
  readonly html: string;
}

const style = `
:root { color-scheme: light dark; --text: #1f2430; --soft: #5b6270; --ground: #f5f6f8; --card: #ffffff; --accent: #2f5fd0; }
@media (prefers-color-scheme: dark) {
  :root { --text: #eceef2; --soft: #a9b0bd; --ground: #14171d; --card: #1e232c; --accent: #8fb0ff; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground);
  color: var(--text); font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 30rem; width: 100%; padding: 40px 36px; background: var(--card); border-radius: 14px;
  box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 12px 32px rgb(0 0 0 / 8%); }
h1 { margin: 0 0 12px; font-size: 1.4rem; line-height: 1.3; }
p { margin: 0 0 16px; color: var(--soft); overflow-wrap: anywhere; }
p:last-child { margin-bottom: 0; }
strong { color: var(--text); }
button { font: inherit; font-weight: 600; color: var(--card); background: var(--accent); border: 0; border-radius: 8px;
  padding: 11px 20px; cursor: pointer; }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
`;

/** Presses the button for whoever came in a browser. Programs that only follow links do not run it. */
const script = `document.getElementById('unsubscribe').submit();`;

/**
 * What the pages may do: their own style and script, one form that leads back here. Nothing else is loaded, nobody may
 * frame them.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src '${hashOf(style)}'`,
  `script-src '${hashOf(script)}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/**
 * What the link opens. Mail scanners follow links, so that opening it may not unsubscribe; the form that does sends
 * itself in a browser, and has a button for one without scripts.
 */
export function askPage(email: string, workspaceName: string): Page {
  return page(200, 'Unsubscribe', [
    '<h1>Unsubscribing…</h1>',
    `<p><strong>${escapeHtml(masked(email))}</strong> will get no more of these mails from ${escapeHtml(workspaceName)}.</p>`,
    '<form id="unsubscribe" method="post" action=""><button type="submit">Unsubscribe</button></form>',
    `<script>${script}</script>`,
  ]);
}

/** It is done, or was before. */
export function donePage(email: string, workspaceName: string): Page {
  return page(200, 'Unsubscribed', [
    '<h1>You are unsubscribed</h1>',
    `<p role="status"><strong>${escapeHtml(masked(email))}</strong> will get no more of these mails from ${escapeHtml(workspaceName)}.</p>`,
    '<p>There is nothing else to do. You can close this page.</p>',
  ]);
}

/** A token that this program did not sign. */
export function unknownLinkPage(): Page {
  return page(404, 'Link not found', [
    '<h1>This link does not work</h1>',
    '<p>It may have been cut short on its way. Please open the unsubscribe link of the mail again, or answer the mail and say that you want no more.</p>',
  ]);
}

/** The database is away. */
export function laterPage(): Page {
  return page(503, 'Please try again', [
    '<h1>That did not work just now</h1>',
    '<p>Nothing was changed. Please open the link again in a few minutes.</p>',
  ]);
}

function page(status: number, title: string, body: readonly string[]): Page {
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex, nofollow">',
    `<title>${title}</title>`,
    `<style>${style}</style>`,
  ];
  const html = `<!doctype html>\n<html lang="en">\n<head>\n${head.join('\n')}\n</head>\n<body>\n<main>\n${body.join('\n')}\n</main>\n</body>\n</html>\n`;
  return { status, html };
}

/** `a•••@example.com`: enough for whoever owns it, too little for whoever found the link. */
function masked(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? email : `${[...email][0]}•••${email.slice(at)}`;
}
