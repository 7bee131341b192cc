import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { ChevronIcon, CloseIcon } from '../icons.js';
import { ChoiceList } from './ChoiceList.js';
import { type Choice, type ChoiceGroup, matching } from './choices.js';

interface ComboboxProps {
  readonly naming: Readonly<Record<string, unknown>>;
  readonly groups: readonly ChoiceGroup[];
  readonly chosen: readonly Choice[];
  /** Chips for what is chosen, and the list stays open. */
  readonly multiple?: boolean;
  readonly placeholder: string;
  readonly clearable?: boolean;
  readonly focusOnLoad?: boolean;
  readonly disabled?: boolean;
  /** Shown instead of "Nothing found". */
  readonly note?: string | null;
  /** Where the choices come from elsewhere: what was typed, and no filtering here. */
  readonly onType?: (typed: string) => void;
  readonly onChoose: (choice: Choice) => void;
  readonly onClear?: () => void;
  readonly onRemoveLast?: () => void;
  readonly children?: ReactNode;
}

/** A select menu with typing: arrows move, Enter chooses, Escape closes. */
export function Combobox(props: ComboboxProps) {
  const { groups, chosen, multiple = false, disabled = false } = props;
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const shown = props.onType ? groups : matching(groups, typed);
  const flat = shown.flatMap((group) => group.choices);
  const current = chosen[0];

  const show = () => {
    if (open || disabled) return;
    setOpen(true);
    setTyped('');
    setActive(
      Math.max(
        0,
        flat.findIndex((choice) => choice.value === current?.value),
      ),
    );
    props.onType?.('');
  };
  const hide = () => {
    setOpen(false);
    setTyped('');
  };
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    props.onChoose(choice);
    setTyped('');
    if (!multiple) hide();
  };
  const type = (text: string) => {
    if (!open) show();
    setTyped(text);
    setActive(0);
    props.onType?.(text);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) return show();
      setActive((at) => (at + (event.key === 'ArrowDown' ? 1 : -1) + flat.length) % Math.max(1, flat.length));
    } else if (event.key === 'Enter') {
      // Never submits the form around it.
      event.preventDefault();
      if (open) choose(flat[active]);
      else show();
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      hide();
    } else if (event.key === 'Backspace' && typed === '') {
      props.onRemoveLast?.();
    }
  };
  return (
    <div ref={box} className={`combobox ${multiple ? 'is-multiple' : ''} ${open ? 'is-open' : ''}`}>
      {props.children}
      <input
        ref={input}
        role="combobox"
        className="combobox-input"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open && flat[active] ? `${listId}-${active}` : undefined}
        autoComplete="off"
        disabled={disabled}
        value={open || multiple ? typed : (current?.label ?? '')}
        placeholder={
          open && current && !multiple ? current.label : multiple && chosen.length > 0 ? '' : props.placeholder
        }
        onChange={(event) => type(event.target.value)}
        onClick={show}
        onKeyDown={press}
        onBlur={hide}
        {...(props.focusOnLoad ? { 'data-focus-on-load': true } : {})}
        {...props.naming}
      />
      {props.clearable && current && !multiple && (
        <button type="button" className="combobox-clear" aria-label="Clear" onClick={() => props.onClear?.()}>
          <CloseIcon size={13} />
        </button>
      )}
      <span className="combobox-chevron">
        <ChevronIcon size={16} />
      </span>
      {open && (
        <ChoiceList
          id={listId}
          anchor={box}
          groups={shown}
          active={active}
          selected={chosen}
          multiple={multiple}
          note={props.note ?? null}
          onChoose={choose}
        />
      )}
    </div>
  );
}
