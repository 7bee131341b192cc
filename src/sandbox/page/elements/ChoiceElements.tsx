import type { Checkboxes, Option, RadioButtons } from '@slack/types';
import { useId } from 'react';
import { actionIdOf, elementKey } from '../forms/elementState.js';
import { useSurface } from '../forms/SurfaceContext.js';
import { RichText } from '../richText/RichText.js';
import { type ElementProps, naming, readableId } from './ElementProps.js';

export function RadioElement(props: ElementProps<RadioButtons>) {
  const { blockId, element, dispatches } = props;
  const surface = useSurface();
  const group = useId();
  const state = surface.values[elementKey(blockId, actionIdOf(element))];
  const chosen = optionValue(state?.selected_option);
  const choose = (option: Option) => {
    const next = { type: element.type, selected_option: option };
    if (dispatches) void surface.dispatch(blockId, element, { selected_option: option }, next);
    else surface.enter(blockId, element, next);
  };
  return (
    <div role="radiogroup" className="choices" {...naming(props, readableId(element.action_id))}>
      {element.options.map((option, index) => (
        <ChoiceLine
          key={option.value}
          type="radio"
          group={group}
          option={option}
          checked={chosen !== null && chosen === option.value}
          autoFocus={Boolean(element.focus_on_load) && index === 0}
          onChange={() => choose(option)}
        />
      ))}
    </div>
  );
}

export function CheckboxesElement(props: ElementProps<Checkboxes>) {
  const { blockId, element, dispatches } = props;
  const surface = useSurface();
  const group = useId();
  const state = surface.values[elementKey(blockId, actionIdOf(element))];
  const chosen = new Set(Array.isArray(state?.selected_options) ? state.selected_options.map(optionValue) : []);
  const toggle = (option: Option) => {
    const wanted = (candidate: Option) =>
      candidate.value === option.value ? !chosen.has(option.value ?? null) : chosen.has(candidate.value ?? null);
    const selected = element.options.filter(wanted);
    const next = { type: element.type, selected_options: selected };
    if (dispatches) void surface.dispatch(blockId, element, { selected_options: selected }, next);
    else surface.enter(blockId, element, next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be named by the label of an input block above it
    <div role="group" className="choices" {...naming(props, readableId(element.action_id))}>
      {element.options.map((option, index) => (
        <ChoiceLine
          key={option.value}
          type="checkbox"
          group={group}
          option={option}
          checked={chosen.has(option.value ?? null)}
          autoFocus={Boolean(element.focus_on_load) && index === 0}
          onChange={() => toggle(option)}
        />
      ))}
    </div>
  );
}

interface ChoiceLineProps {
  readonly type: 'radio' | 'checkbox';
  readonly group: string;
  readonly option: Option;
  readonly checked: boolean;
  readonly autoFocus: boolean;
  readonly onChange: () => void;
}

function ChoiceLine({ type, group, option, checked, autoFocus, onChange }: ChoiceLineProps) {
  return (
    <label className="choice">
      <input
        type={type}
        name={group}
        checked={checked}
        onChange={onChange}
        {...(autoFocus ? { 'data-focus-on-load': true } : {})}
      />
      <span className="choice-text">
        <RichText text={option.text} />
        {option.description && (
          <span className="choice-description">
            <RichText text={option.description} />
          </span>
        )}
      </span>
    </label>
  );
}

function optionValue(option: unknown): string | null {
  if (typeof option !== 'object' || option === null || !('value' in option)) return null;
  return typeof option.value === 'string' ? option.value : null;
}
