import type { Select } from '@slack/types';
import { useSandbox } from '../connection/SandboxContext.js';
import { actionIdOf, type ElementState, elementKey } from '../forms/elementState.js';
import { useSurface } from '../forms/SurfaceContext.js';
import { Combobox } from './Combobox.js';
import { type Choice, choiceOf, offeredGroups } from './choices.js';
import { type ElementProps, naming, readableId } from './ElementProps.js';
import { useExternalChoices } from './useExternalChoices.js';

/** Where each kind of select keeps what was chosen. */
const stateNames = {
  static_select: 'selected_option',
  external_select: 'selected_option',
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
} as const;

export function SelectElement(props: ElementProps<Select>) {
  const { blockId, element, dispatches, optional } = props;
  const surface = useSurface();
  const { snapshot } = useSandbox();
  const external = useExternalChoices(blockId, element);
  const groups = external?.groups ?? offeredGroups(element, snapshot);
  const name = stateNames[element.type];
  const state = surface.values[elementKey(blockId, actionIdOf(element))];
  const chosen = chosenChoice(
    state,
    name,
    groups.flatMap(({ choices }) => choices),
  );
  const placeholder = element.placeholder?.text;

  const choose = (choice: Choice | null) => {
    const value = choice && (name === 'selected_option' ? choice.option : choice.value);
    const next = { type: element.type, [name]: value };
    if (dispatches && choice) void surface.dispatch(blockId, element, { [name]: value }, next);
    else surface.enter(blockId, element, next);
  };
  return (
    <Combobox
      naming={naming(props, placeholder ?? readableId(element.action_id))}
      groups={groups}
      chosen={chosen ? [chosen] : []}
      placeholder={placeholder ?? 'Choose an option'}
      clearable={optional === true}
      focusOnLoad={element.focus_on_load === true}
      disabled={dispatches && surface.busy !== null}
      {...(external ? { onType: external.onType, note: external.note } : {})}
      onChoose={choose}
      onClear={() => choose(null)}
    />
  );
}

function chosenChoice(state: ElementState | undefined, name: string, choices: readonly Choice[]): Choice | null {
  const value = state?.[name];
  if (typeof value === 'string') return choices.find((choice) => choice.value === value) ?? { value, label: value };
  return isOption(value) ? choiceOf(value) : null;
}

export function isOption(value: unknown): value is { value?: string; text: { text: string } } {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'object';
}
