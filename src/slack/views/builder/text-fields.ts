import type { KnownBlock } from '@slack/types';
import { context, input, section } from '../blocks.js';
import { textInput } from '../inputs.js';
import { SLACK_LIMITS } from '../limits.js';
import type { FormState } from '../state.js';
import { clip, escaped } from '../text.js';

export const variablesNote =
  'Fields in the text: `{{contact.firstName}}`, `{{contact.company}}`, `{{owner.name}}`; with a fallback: `{{contact.firstName | default: "there"}}`';

/** A text that is longer than Slack's editor takes is shown and kept, not cut. */
export function longText(blockId: string, label: string, value: string | null, optional: boolean): KnownBlock[] {
  if (value !== null && value.length > SLACK_LIMITS.plainTextInput) {
    const start = escaped(clip(value, 1500), 2500);
    return [
      section(`*${label}*\n${start}`),
      ...context('Too long for Slack’s editor: it stays as it is. Change it in the sequence file.'),
    ];
  }
  return [input(blockId, label, textInput(value, { multiline: true }), { optional })];
}

/** What was typed; where the form had no field for it because it is too long, what it was. */
export function readLongText(state: FormState, blockId: string, before: unknown): unknown {
  return state.has(blockId) ? (state.rawText(blockId) ?? undefined) : before;
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
