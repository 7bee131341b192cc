import { readMetadata } from './talk.js';

/** A view as Slack sends it with a click or a submission. */
export interface OpenView {
  readonly id: string;
  readonly hash: string;
  readonly callbackId: string;
  /** The view at the bottom of the stack, and the one under this; both may be this one's own. */
  readonly rootId: string;
  readonly previousId: string | null;
  /** What the view remembers, to be parsed. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** `state.values`, for the readers in slack/views. */
  readonly values: unknown;
  /** Its blocks, for the ids of inputs. */
  readonly blocks: readonly { readonly type: string; readonly block_id?: string }[];
}

/** Slack's view, whatever its payload. */
export function openView(view: {
  readonly id: string;
  readonly hash: string;
  readonly callback_id: string;
  readonly root_view_id: string | null;
  readonly previous_view_id: string | null;
  readonly private_metadata: string;
  readonly state: { readonly values: unknown };
  readonly blocks: readonly object[];
}): OpenView {
  return {
    id: view.id,
    hash: view.hash,
    callbackId: view.callback_id,
    rootId: view.root_view_id ?? view.id,
    previousId: view.previous_view_id,
    metadata: readMetadata(view.private_metadata),
    values: view.state.values,
    blocks: view.blocks.flatMap((block) => {
      if (!('type' in block) || typeof block.type !== 'string') return [];
      const id = 'block_id' in block && typeof block.block_id === 'string' ? { block_id: block.block_id } : {};
      return [{ type: block.type, ...id }];
    }),
  };
}
