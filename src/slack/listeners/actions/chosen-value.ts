import { z } from 'zod';

const option = z.object({ value: z.string() });
const chosen = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_channel: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
});

/** What a click carries: a button's value, or what was chosen of a menu. Empty for nothing. */
export function chosenValue(action: unknown): string {
  const parsed = chosen.safeParse(action);
  if (!parsed.success) return '';
  const { data } = parsed;
  return (
    data.selected_option?.value ??
    data.selected_user ??
    data.selected_conversation ??
    data.selected_channel ??
    data.selected_date ??
    data.selected_time ??
    data.value ??
    ''
  );
}
