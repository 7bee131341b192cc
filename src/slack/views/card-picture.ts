import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { ShownPicture, WantedPicture } from '../../app/shown/templates.js';
import { actionIds } from '../action-ids.js';
import { actions, button, context, image } from './blocks.js';

/**
 * The picture of a stored card, with what it does not show. Where Slack could not fetch one it is sent when it is asked for
 * (docs/decisions/0029-a-card-comes-as-a-message-where-slack-cannot-fetch-it.md).
 */
export function cardPicture(name: string, picture: ShownPicture | null, note: string): KnownBlock[] {
  if (picture === null) return [];
  if ('url' in picture) return [image(picture.url, `Front and back of ${name}`), ...context(note)];
  const send = button(actionIds.template.picture, 'Send me the picture', JSON.stringify(picture.wanted));
  return [...actions(null, [send]), ...context(sentNote)];
}

const sentNote =
  'It comes as a message from Drumbeat. Slack shows it right here once an admin sets PUBLIC_URL to an https address.';

const wantedPicture = z.object({ templateId: z.string(), version: z.number(), contactId: z.string().nullable() });

/** Which picture a button of {@link cardPicture} asks for; null where the value is none. */
export function readWantedPicture(value: string): WantedPicture | null {
  try {
    return wantedPicture.parse(JSON.parse(value));
  } catch {
    return null;
  }
}
