const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'";

/** A mail's HTML as a document that can run nothing and load nothing; what the mail itself brings cannot loosen that. */
export function previewDocument(html: string): string {
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<base target="_blank">',
    '<style>body{margin:18px 20px;font:15px/1.55 Helvetica,Arial,sans-serif;color:#1d1426;',
    'overflow-wrap:anywhere;background:#fff}img{max-width:100%}</style></head><body>',
    html,
    '</body></html>',
  ].join('');
}
