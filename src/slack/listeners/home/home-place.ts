import type { ShownState } from '../../../app/shown/enrollments.js';
import { stateLabels } from '../../views/enrollments.js';
import { readMetadata } from '../talk.js';

/** Which enrollments an App Home lists: those in a state, and which page of them, counted from 0. */
export interface HomePlace {
  readonly state: ShownState;
  readonly page: number;
}

/** As buttons and views carry it: `running:2`. */
export function homePlaceValue({ state, page }: HomePlace): string {
  return `${state}:${page}`;
}

/** The inverse of {@link homePlaceValue}; a state alone is its first page. Null for anything else. */
export function readHomePlace(value: unknown): HomePlace | null {
  const [, state = '', page = '0'] = (typeof value === 'string' && /^([a-z]+)(?::(\d{1,6}))?$/.exec(value)) || [];
  return isState(state) ? { state, page: Number(page) } : null;
}

/** What a Home lists, as the view remembers it. */
export function homePlace(view: { readonly private_metadata?: string } | undefined): HomePlace | null {
  return readHomePlace(readMetadata(view?.private_metadata).state);
}

function isState(name: string): name is ShownState {
  return Object.hasOwn(stateLabels, name);
}
