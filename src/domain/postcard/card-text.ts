import { htmlToText } from 'html-to-text';

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** What one side of a card says, without its layout; `''` where it is all pictures. */
export function cardText(html: string): string {
  return htmlToText(html, {
    wordwrap: false,
    selectors: [
      ...headings.map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { ignoreHref: true } },
    ],
  }).trim();
}
