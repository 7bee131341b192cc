import { z } from 'zod';

/** What Slack sends of one filled element; each kind has its own field. */
const element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_time: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_channel: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  files: z.array(z.object({ id: z.string() })).nullish(),
});
const stateValues = z.record(z.string(), z.record(z.string(), element));

/** A view's `state.values`, read by block id: each of Drumbeat's input blocks has one element. */
export interface FormState {
  has(blockId: string): boolean;
  /** What was typed, trimmed; null for nothing. */
  text(blockId: string): string | null;
  /** What was typed as it is, blank lines and all; null for nothing. */
  rawText(blockId: string): string | null;
  /** The chosen option's value, user, channel, date or time. */
  choice(blockId: string): string | null;
  choices(blockId: string): readonly string[];
  /** Slack ids of a menu of several people. */
  users(blockId: string): readonly string[];
  /** Ids of chosen files. */
  files(blockId: string): readonly string[];
}

/** Reads `view.state.values` of a submission or an action. What is not of Slack's form reads as empty. */
export function readState(values: unknown): FormState {
  const parsed = stateValues.safeParse(values);
  const blocks = parsed.success ? parsed.data : {};
  const at = (blockId: string) => {
    const block = Object.hasOwn(blocks, blockId) ? blocks[blockId] : undefined;
    return Object.values(block ?? {})[0];
  };
  const rawText = (blockId: string) => at(blockId)?.value || null;
  return {
    has: (blockId) => at(blockId) !== undefined,
    rawText,
    text: (blockId) => rawText(blockId)?.trim() || null,
    choice: (blockId) => {
      const found = at(blockId);
      return (
        found?.selected_option?.value ??
        found?.selected_time ??
        found?.selected_date ??
        found?.selected_user ??
        found?.selected_channel ??
        found?.selected_conversation ??
        null
      );
    },
    files: (blockId) => (at(blockId)?.files ?? []).map(({ id }) => id),
    users: (blockId) => at(blockId)?.selected_users ?? [],
    choices: (blockId) => (at(blockId)?.selected_options ?? []).map((option) => option.value),
  };
}
