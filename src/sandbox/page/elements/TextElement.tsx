import type { EmailInput, NumberInput, PlainTextInput, RichTextInput, URLInput } from '@slack/types';
import type { KeyboardEvent } from 'react';
import { actionIdOf, type ElementState, elementKey } from '../forms/elementState.js';
import { useSurface } from '../forms/SurfaceContext.js';
import { type ElementProps, naming, readableId } from './ElementProps.js';
import { useDelayed } from './useDelayed.js';

type TextInput = PlainTextInput | EmailInput | URLInput | NumberInput | RichTextInput;

const typingPauseMs = 300;
const inputTypes = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  plain_text_input: 'text',
  rich_text_input: 'text',
} as const;

export function TextElement(props: ElementProps<TextInput>) {
  const { blockId, element, dispatches } = props;
  const surface = useSurface();
  const delayed = useDelayed(typingPauseMs);
  const text = textOf(surface.values[elementKey(blockId, actionIdOf(element))]);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const multiline = element.type === 'rich_text_input' || (element.type === 'plain_text_input' && element.multiline);
  const maxLength = element.type === 'plain_text_input' ? element.max_length : undefined;

  const tell = (value: string) => {
    const { type: _, ...payload } = stateOf(element, value);
    void surface.dispatch(blockId, element, payload);
  };
  const type = (value: string) => {
    surface.enter(blockId, element, stateOf(element, value));
    if (dispatches && triggers.includes('on_character_entered')) delayed.schedule(() => tell(value));
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' || multiline || !dispatches || !triggers.includes('on_enter_pressed')) return;
    // Enter tells the app about this field; it does not submit the modal.
    event.preventDefault();
    tell(text);
  };
  const shared = {
    className: 'field',
    value: text,
    placeholder: element.placeholder?.text,
    onKeyDown: press,
    ...(element.focus_on_load ? { 'data-focus-on-load': true } : {}),
    ...naming(props, element.placeholder?.text ?? readableId(element.action_id)),
  };
  const left =
    maxLength !== undefined && maxLength - text.length <= Math.max(10, maxLength * 0.1)
      ? maxLength - text.length
      : null;
  return (
    <>
      {multiline ? (
        <textarea rows={4} {...shared} onChange={(event) => type(event.target.value)} />
      ) : (
        <input
          type={inputTypes[element.type]}
          autoComplete="off"
          {...(element.type === 'number_input' ? { step: element.is_decimal_allowed ? 'any' : '1' } : {})}
          {...shared}
          onChange={(event) => type(event.target.value)}
        />
      )}
      {left !== null && <span className={`field-left ${left < 0 ? 'is-over' : ''}`}>{left}</span>}
    </>
  );
}

function textOf(state: ElementState | undefined): string {
  if (typeof state?.value === 'string') return state.value;
  const rich = state?.rich_text_value;
  return rich
    ? JSON.stringify(rich).replace(/^.*?"text":"((?:[^"\\]|\\.)*)".*$/, (_, text: string) => JSON.parse(`"${text}"`))
    : '';
}

/** An emptied field is null, as in Slack. */
function stateOf(element: TextInput, text: string): ElementState {
  if (element.type !== 'rich_text_input') return { type: element.type, value: text === '' ? null : text };
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] };
  return { type: element.type, rich_text_value: text === '' ? null : { type: 'rich_text', elements: [section] } };
}
