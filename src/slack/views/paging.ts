import type { KnownBlock } from '@slack/types';
import { actionIds } from '../action-ids.js';
import { actions, button, context } from './blocks.js';

export interface Page<T> {
  readonly items: readonly T[];
  /** The number that was asked for, or the last there is. */
  readonly page: number;
  readonly pages: number;
  readonly first: number;
  readonly total: number;
}

/** One page of a list, counted from 0; a page that is gone becomes the last one. */
export function pageOf<T>(all: readonly T[], page: number, size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const current = Math.min(Math.max(0, page), pages - 1);
  return {
    items: all.slice(current * size, (current + 1) * size),
    page: current,
    pages,
    first: current * size,
    total: all.length,
  };
}

/** "31 to 40 of 300" with Earlier and Later; nothing where all fits on one page. `list` names what is paged. */
export function pageButtons(page: Page<unknown>, list: string, ids: PageActions = showPages): KnownBlock[] {
  if (page.pages === 1) return [];
  const { first, items, total } = page;
  return [
    ...context(`${first + 1} to ${first + items.length} of ${total}`),
    ...actions(null, [
      ...(page.page > 0 ? [button(ids.back, 'Previous', `${list}:${page.page - 1}`)] : []),
      ...(page.page < page.pages - 1 ? [button(ids.on, 'Next', `${list}:${page.page + 1}`)] : []),
    ]),
  ];
}

interface PageActions {
  readonly back: (typeof actionIds)['show' | 'builder' | 'home']['pageBack'];
  readonly on: (typeof actionIds)['show' | 'builder' | 'home']['page'];
}

const showPages: PageActions = { back: actionIds.show.pageBack, on: actionIds.show.page };
export const homePages: PageActions = { back: actionIds.home.pageBack, on: actionIds.home.page };
export const builderPages: PageActions = { back: actionIds.builder.pageBack, on: actionIds.builder.page };
