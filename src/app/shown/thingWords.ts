import type { CarriedKind } from '../../domain/steps/lane.js';

/** What people call what a step sends. */
export const thingWords: { readonly [K in CarriedKind]: { readonly one: string; readonly many: string } } = {
  email: { one: 'mail', many: 'mails' },
  sms: { one: 'text', many: 'texts' },
  postcard: { one: 'postcard', many: 'postcards' },
};

/** Some things of these kinds, which may differ: `mails`, or `messages` where there are several kinds. */
export function manyThings(kinds: Iterable<CarriedKind>): string {
  const [first, ...others] = new Set(kinds);
  return first === undefined || others.length > 0 ? 'messages' : thingWords[first].many;
}

/** One thing of these kinds, of which there is one. */
export function oneThing([kind]: readonly CarriedKind[]): string {
  return kind === undefined ? 'message' : thingWords[kind].one;
}

/** With a large first letter. */
export function capitalized(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
