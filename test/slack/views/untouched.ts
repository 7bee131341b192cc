type Json = Record<string, unknown>;

/** What Slack sends as `state.values` for a view in which nothing was touched. */
export function untouched(view: { readonly blocks: readonly object[] }): Record<string, Record<string, Json>> {
  const values: Record<string, Record<string, Json>> = {};
  for (const block of view.blocks as { type: string; block_id: string; element: Json & { action_id: string } }[]) {
    if (block.type !== 'input') continue;
    const { element } = block;
    values[block.block_id] = {
      [element.action_id]: {
        type: element.type,
        value: element.initial_value ?? null,
        selected_option: element.initial_option ?? null,
        selected_options: element.initial_options ?? [],
        selected_date: element.initial_date ?? null,
        selected_time: element.initial_time ?? null,
        selected_user: element.initial_user ?? null,
        selected_conversation: element.initial_conversation ?? null,
      },
    };
  }
  return values;
}
