import type { ListedStep } from '../../../app/shown/builder.js';
import { actionIds } from '../../action-ids.js';
import { option } from '../blocks.js';
import { select } from '../inputs.js';

/** A menu of a draft's steps by their ids; beyond 100 it is searched while typing. A step that is gone is still shown. */
export function stepMenu(steps: readonly ListedStep[], chosen: string | null, placeholder: string) {
  const options = steps.map(stepOption);
  const isThere = chosen === null || steps.some(({ id }) => id === chosen);
  return select(
    actionIds.builder.target,
    isThere ? options : [option(chosen, chosen), ...options],
    chosen,
    placeholder,
  );
}

export function stepOption({ id, label }: ListedStep, index: number) {
  return option(`${index + 1}. ${label}`, id);
}

/** A menu of other sequences by name. One that a file names otherwise (by its slug), or that is gone, is still shown. */
export function sequenceMenu(sequences: readonly string[], chosen: string | null) {
  const names = chosen === null || sequences.includes(chosen) ? sequences : [chosen, ...sequences];
  const options = names.map((name) => option(name, name));
  return select(actionIds.builder.sequence, options, chosen, 'Choose a sequence');
}
