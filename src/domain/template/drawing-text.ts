import { escapeHtml } from './markup-output.js';

/**
 * A text as it stands in a drawing (SVG): escaped, and without what no XML may hold. One control character or half of a sign
 * would make the whole drawing unreadable.
 */
export function drawingText(text: string): string {
  return escapeHtml(text.replace(/\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, ' '));
}
