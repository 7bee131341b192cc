/**
 * What a look at one thing that the program relies on came to. `found` and `todo` are plain sentences without their full stops;
 * they hold no token, password or address of a person.
 */
export interface Finding {
  readonly what: string;
  /** `warning`: it works, or cannot be told, and somebody should look; `skipped`: there is nothing to look at. */
  readonly state: 'ok' | 'warning' | 'failing' | 'skipped';
  readonly found: string;
  /** What to do about it; null where nothing is to be done. */
  readonly todo: string | null;
}

/** {@link Finding} but for its name, which whoever asks gives it. */
export type Found = Omit<Finding, 'what'>;

export const fine = (found: string): Found => ({ state: 'ok', found, todo: null });
export const skipped = (found: string): Found => ({ state: 'skipped', found, todo: null });
export const doubtful = (found: string, todo: string): Found => ({ state: 'warning', found, todo });
export const failing = (found: string, todo: string): Found => ({ state: 'failing', found, todo });
