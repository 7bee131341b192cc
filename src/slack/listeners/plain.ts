/** A sentence of mrkdwn as field errors take it: without marks and escapes. */
export function plainOf(mrkdwn: string): string {
  return mrkdwn.replaceAll('`', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
