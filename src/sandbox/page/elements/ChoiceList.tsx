import { type RefObject, useEffect, useRef } from 'react';
import { CheckIcon } from '../icons.js';
import type { Choice, ChoiceGroup } from './choices.js';
import { useAnchored } from './useAnchored.js';

interface ChoiceListProps {
  readonly id: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly groups: readonly ChoiceGroup[];
  readonly active: number;
  readonly selected: readonly Choice[];
  readonly multiple: boolean;
  readonly note: string | null;
  readonly onChoose: (choice: Choice) => void;
}

export function ChoiceList({ id, anchor, groups, active, selected, multiple, note, onChoose }: ChoiceListProps) {
  const list = useRef<HTMLDivElement>(null);
  const style = useAnchored(anchor, list, true);
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  let index = -1;
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-multiselectable={multiple || undefined}
      className="popup choice-list"
      style={style}
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by role
        <div key={group.label ?? ''} role="group" aria-label={group.label ?? undefined}>
          {group.label && <div className="choice-list-label">{group.label}</div>}
          {group.choices.map((choice) => {
            index += 1;
            const isSelected = selected.some(({ value }) => value === choice.value);
            return (
              <div
                key={choice.value}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={isSelected}
                className={`choice-list-option ${index === active ? 'is-active' : ''}`}
                // The input keeps the focus: leaving it would close the list before the click.
                onPointerDown={(event) => event.preventDefault()}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(choice)}
                onKeyDown={(event) => event.key === 'Enter' && onChoose(choice)}
              >
                <span className="choice-list-text">
                  {choice.label}
                  {choice.description && <span className="choice-description">{choice.description}</span>}
                </span>
                {isSelected && <CheckIcon size={16} />}
              </div>
            );
          })}
        </div>
      ))}
      {index === -1 && <p className="choice-list-note">{note ?? 'Nothing found'}</p>}
    </div>
  );
}
