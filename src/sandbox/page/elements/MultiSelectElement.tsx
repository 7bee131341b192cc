import type { MultiSelect } from '@slack/types';
import { useSandbox } from '../connection/SandboxContext.js';
import { actionIdOf, type ElementState, elementKey } from '../forms/elementState.js';
import { useSurface } from '../forms/SurfaceContext.js';
import { CloseIcon } from '../icons.js';
import { Combobox } from './Combobox.js';
import { type Choice, choiceOf, offeredGroups } from './choices.js';
import { type ElementProps, naming, readableId } from './ElementProps.js';
import { isOption } from './SelectElement.js';
import { useExternalChoices } from './useExternalChoices.js';

const stateNames = {
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  multi_users_select: 'selected_users',
  multi_conversations_select: 'selected_conversations',
  multi_channels_select: 'selected_channels',
} as const;

export function MultiSelectElement(props: ElementProps<MultiSelect>) {
  const { blockId, element, dispatches } = props;
  const surface = useSurface();
  const { snapshot } = useSandbox();
  const external = useExternalChoices(blockId, element);
  const groups = external?.groups ?? offeredGroups(element, snapshot);
  const name = stateNames[element.type];
  const state = surface.values[elementKey(blockId, actionIdOf(element))];
  const chosen = chosenChoices(
    state,
    name,
    groups.flatMap(({ choices }) => choices),
  );
  const full = element.max_selected_items !== undefined && chosen.length >= element.max_selected_items;

  const keep = (choices: readonly Choice[]) => {
    const value = choices.map((choice) => (name === 'selected_options' ? choice.option : choice.value));
    const next = { type: element.type, [name]: value };
    if (dispatches) void surface.dispatch(blockId, element, { [name]: value }, next);
    else surface.enter(blockId, element, next);
  };
  const toggle = (choice: Choice) => {
    const without = chosen.filter(({ value }) => value !== choice.value);
    if (without.length < chosen.length) keep(without);
    else if (!full) keep([...chosen, choice]);
  };
  return (
    <Combobox
      multiple
      naming={naming(props, element.placeholder?.text ?? readableId(element.action_id))}
      groups={groups}
      chosen={chosen}
      placeholder={element.placeholder?.text ?? 'Choose options'}
      focusOnLoad={element.focus_on_load === true}
      disabled={dispatches && surface.busy !== null}
      {...(external ? { onType: external.onType, note: external.note } : {})}
      onChoose={toggle}
      onRemoveLast={() => chosen.length > 0 && keep(chosen.slice(0, -1))}
    >
      {chosen.map((choice) => (
        <span key={choice.value} className="chip">
          {choice.label}
          <button type="button" aria-label={`Remove ${choice.label}`} onClick={() => toggle(choice)}>
            <CloseIcon size={12} />
          </button>
        </span>
      ))}
    </Combobox>
  );
}

function chosenChoices(state: ElementState | undefined, name: string, choices: readonly Choice[]): Choice[] {
  const values = state?.[name];
  if (!Array.isArray(values)) return [];
  return values.flatMap((value: unknown) => {
    if (typeof value === 'string') return [choices.find((choice) => choice.value === value) ?? { value, label: value }];
    return isOption(value) ? [choiceOf(value)] : [];
  });
}
