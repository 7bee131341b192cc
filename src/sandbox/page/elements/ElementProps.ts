import type { LiveElement } from '../forms/elementState.js';

/** What each element's component is given. */
export interface ElementProps<Element extends LiveElement> {
  readonly blockId: string;
  readonly element: Element;
  /** Whether a change is told to the app at once. */
  readonly dispatches: boolean;
  /** Of an input block's label and hint; without a label the element names itself. */
  readonly labelId?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly optional?: boolean;
  readonly invalid?: boolean;
}

/** The naming attributes of a control: its label's id, or a name made of what the element says. */
export function naming(
  props: { labelId?: string | undefined; describedBy?: string | undefined; invalid?: boolean },
  fallback: string,
) {
  return {
    ...(props.labelId
      ? { id: controlId(props.labelId), 'aria-labelledby': props.labelId }
      : { 'aria-label': fallback }),
    ...(props.describedBy ? { 'aria-describedby': props.describedBy } : {}),
    ...(props.invalid ? { 'aria-invalid': true as const } : {}),
  };
}

/** The id of the control that an input block's label belongs to. */
export function controlId(labelId: string): string {
  return `${labelId}-control`;
}

/** `snooze_until` and `snooze:until` read as `snooze until`. */
export function readableId(id: string | undefined): string {
  return (id ?? '').replace(/[_.:-]+/g, ' ').trim();
}
