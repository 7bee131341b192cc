/** A sentence in mrkdwn as plain text, which is what field errors take: marks and escapes go. */
export function plainText(mrkdwn: string): string {
  return mrkdwn
    .replaceAll('`', '')
    .replaceAll('*', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
