import type { KnownBlock } from '@slack/types';
import { context, image } from './blocks.js';

/** The picture of a stored card, with what it does not show; or why there is none. `url`: null where Slack could not fetch one. */
export function cardPicture(name: string, url: string | null, note: string): KnownBlock[] {
  if (url === null) return context(noPicture);
  return [image(url, `Front and back of ${name}`), ...context(note)];
}

const noPicture =
  'No picture: Slack fetches it from this program by https, and no such address is known. An admin sets PUBLIC_URL.';
