import type { KnownBlock } from '@slack/types';
import { shortTime } from '../../app/shown/clocks.js';
import { counted } from '../../app/shown/counted.js';
import type { ShownVersion } from '../../app/shown/versions.js';
import { type ActionId, choiceValue } from '../action-ids.js';
import { actions, context, type Drawn, header, option, overflow, section } from './blocks.js';
import { pageButtons, pageOf } from './paging.js';
import { caption, escaped, oneLine, unreadLine } from './text.js';

/** What templates and lists for parcels have alike: a searched list of them by pages, and versions. */

const onPage = 20;
const versionsShown = 5;

interface Listed<T> {
  /** What one is called, and what is said where there is none at all. */
  readonly noun: string;
  readonly empty: string;
  /** Names the list for its pages' buttons. */
  readonly list: string;
  /** What was looked for. */
  readonly search: string | null;
  /** From 0. */
  readonly page: number;
  /** What is left out because it cannot be read here, a line each. */
  readonly unread: readonly string[];
  readonly line: (one: T) => KnownBlock;
  /** Buttons at the end. */
  readonly create: Parameters<typeof actions>[1];
}

/** A page of them, with what was looked for. */
export function storedThingsMessage<T>(all: readonly T[], of: Listed<T>): Drawn {
  const { noun, empty, list, search, page, line, create, unread } = of;
  const shown = pageOf(all, page, onPage);
  const title = counted(all.length, noun);
  const looked = search === null ? '' : ` with “${escaped(oneLine(search), 100)}”`;
  const none = search === null ? empty : `No ${noun} has${looked.slice(5)} in it.`;
  return {
    text: `${title}${looked}`,
    blocks: [
      ...(all.length === 0 ? [section(none)] : [header(title), ...context(looked === '' ? null : looked.trim())]),
      ...shown.items.map(line),
      ...context(...unread.map(unreadLine)),
      ...pageButtons(shown, `${list}/${(search ?? '').replaceAll(':', ' ').slice(0, 100)}`),
      ...actions(null, create),
    ],
  };
}

/** `not used`, `in 2 sequences`. */
export function usedText(sequences: number): string {
  return sequences === 0 ? 'not used' : `in ${counted(sequences, 'sequence')}`;
}

interface Versioned {
  readonly id: string;
  /** The present one. */
  readonly version: number;
  /** The newest first. */
  readonly versions: readonly ShownVersion[];
  readonly mayEdit: boolean;
  readonly reader: string;
}

/** The newest versions, each older one with a menu to restore it: `restore`, with its number and the thing's id. */
export function versionLines({ id, version, versions, mayEdit, reader }: Versioned, restore: ActionId): KnownBlock[] {
  return versions.slice(0, versionsShown).map(({ number, savedAt, savedBy }) => {
    const by = savedBy === null ? 'imported' : escaped(savedBy, 80);
    const text = caption(`version ${number}`, shortTime(savedAt, reader), by);
    if (!mayEdit || number === version) return section(text);
    return section(text, overflow(restore, [option('Restore this version', choiceValue(String(number), id))]));
  });
}
