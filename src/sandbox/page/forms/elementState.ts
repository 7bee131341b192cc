import type {
  Actionable,
  ActionsBlockElement,
  InputBlockElement,
  KnownBlock,
  SectionBlockAccessory,
} from '@slack/types';
import type { StateValues } from '../../protocol.js';

/** An element that a person can use. */
export type LiveElement = Exclude<ActionsBlockElement | InputBlockElement | SectionBlockAccessory, { type: 'image' }>;

/** One element's part of `state.values`, as Slack sends it. */
export type ElementState = Readonly<Record<string, unknown>> & { readonly type: string };

export interface PlacedElement {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: LiveElement;
}

/** What has been entered on one surface: {@link elementKey} to the element's state. */
export type FormValues = Readonly<Record<string, ElementState>>;

/** What a form begins with besides its blocks. */
export interface FormStart {
  /** What `default_to_current_conversation` means. */
  readonly conversation: string | null;
  /** The server's `ShownView.state`. */
  readonly remembered?: StateValues | undefined;
}

export function elementKey(blockId: string, actionId: string): string {
  return `${blockId}\u0000${actionId}`;
}

/** The elements of blocks with the ids that Slack would give them (a block without an id gets its position). */
function placedElements(blocks: readonly KnownBlock[]): PlacedElement[] {
  return blocks.flatMap((block, index) => {
    const blockId = blockIdOf(block, index);
    return elementsOf(block).map((element) => ({ blockId, actionId: actionIdOf(element), element }));
  });
}

export function blockIdOf(block: KnownBlock, index: number): string {
  return block.block_id ?? `block-${index}`;
}

export function actionIdOf(element: Actionable): string {
  return element.action_id ?? element.type;
}

function elementsOf(block: KnownBlock): LiveElement[] {
  if (block.type === 'input') return [block.element];
  if (block.type === 'actions') return block.elements;
  if (block.type === 'section' && block.accessory && block.accessory.type !== 'image') return [block.accessory];
  return [];
}

/**
 * The state an element starts with, or null for one that has none (buttons, overflow menus).
 * `conversation` is what `default_to_current_conversation` means.
 */
function initialState(element: LiveElement, conversation: string | null): ElementState | null {
  const { type } = element;
  switch (element.type) {
    case 'button':
    case 'workflow_button':
    case 'overflow':
      return null;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element.initial_value ?? null };
    case 'rich_text_input':
      return { type, rich_text_value: element.initial_value ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'multi_channels_select':
      return { type, selected_channels: element.initial_channels ?? [] };
    case 'conversations_select': {
      const current = element.default_to_current_conversation ? conversation : null;
      return { type, selected_conversation: element.initial_conversation ?? current };
    }
    case 'multi_conversations_select': {
      const current = element.default_to_current_conversation && conversation ? [conversation] : [];
      return { type, selected_conversations: element.initial_conversations ?? current };
    }
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'file_input':
      return { type, files: [] };
  }
}

/**
 * The form after its blocks were drawn anew: what stands under the same block id and action id stays, as in Slack;
 * the rest starts at what the server remembers (the page was loaded again), else at its initial value; what is no longer
 * there is forgotten.
 */
export function absorb(previous: FormValues, blocks: readonly KnownBlock[], start: FormStart): FormValues {
  const next: Record<string, ElementState> = {};
  for (const { blockId, actionId, element } of placedElements(blocks)) {
    const key = elementKey(blockId, actionId);
    const kept = [previous[key], start.remembered?.[blockId]?.[actionId]].find((state) => state?.type === element.type);
    const state = isElementState(kept) ? kept : initialState(element, start.conversation);
    if (state) next[key] = state;
  }
  return next;
}

/** The form as Slack's `state.values`. */
export function toStateValues(values: FormValues): StateValues {
  const state: Record<string, Record<string, ElementState>> = {};
  for (const [key, value] of Object.entries(values)) {
    const [blockId = '', actionId = ''] = key.split('\u0000');
    state[blockId] = { ...state[blockId], [actionId]: value };
  }
  return state;
}

/** Whether nothing was entered: such an element in an input block that is not optional cannot be submitted. */
export function isBlank(state: ElementState | undefined): boolean {
  if (!state) return true;
  return Object.entries(state).every(([name, value]) => {
    if (name === 'type') return true;
    return (
      value === null || value === undefined || (typeof value === 'string' && value.trim() === '') || isEmptyList(value)
    );
  });
}

function isElementState(value: unknown): value is ElementState {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
