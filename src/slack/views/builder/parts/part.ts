import { type PartPlace, partLists } from '../../../../app/sequences/stepParts.js';
import type { ActionKind } from '../../../../domain/steps/action.js';

export const conditionKinds = ['tag', 'field', 'replied', 'opened', 'clicked', 'meetingBooked', 'taskOutcome'] as const;
export type ConditionKind = (typeof conditionKinds)[number];

/** What a part's form asks for. */
export type PartKind = ConditionKind | ActionKind | 'inline' | 'template';

/** `if.2`, `if.2.1` (its second alternative), as values of menus. */
export function partValue({ list, index, or }: PartPlace): string {
  return [list, index ?? 'new', ...(or === null ? [] : [or])].join('.');
}

/** The inverse of {@link partValue}; null where the text is none. */
export function readPartValue(text: string): PartPlace | null {
  const match = /^(if|do|variants)\.(\d+|new)(?:\.(\d+|new))?$/.exec(text);
  const list = partLists.find((one) => one === match?.[1]);
  if (match === null || list === undefined) return null;
  const or = match[3];
  return {
    list,
    index: match[2] === 'new' ? null : Number(match[2]),
    or: or === undefined ? null : or === 'new' ? 'new' : Number(or),
  };
}
