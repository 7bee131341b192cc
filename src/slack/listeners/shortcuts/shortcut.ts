import type { Acting } from '../acting.js';
import type { Answer } from '../answers.js';

/** Says which modal a global shortcut opens: it has no conversation to answer in. */
export type ShortcutHandler = (context: Acting) => Promise<Extract<Answer, { kind: 'modal' }>>;
