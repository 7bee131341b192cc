import type { ActionId } from '../../action-ids.js';
import { option } from '../blocks.js';
import { select } from '../inputs.js';

/** Something stored, by its name. */
export interface StoredName {
  readonly name: string;
  /** A word about it. */
  readonly subject?: string;
}

/** A menu of what is stored by name; one that is gone meanwhile is still shown. */
export function storedMenu(
  actionId: ActionId,
  stored: readonly StoredName[],
  chosen: string | null,
  placeholder: string,
) {
  const names = chosen === null || stored.some(({ name }) => name === chosen) ? stored : [{ name: chosen }, ...stored];
  const options = names.map(({ name, subject }) => option(name, name, subject));
  return select(actionId, options, chosen, placeholder);
}
