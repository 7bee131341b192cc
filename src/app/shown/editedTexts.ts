import type { Difference } from '../../domain/sequence/difference.js';
import type { PathSegment } from '../../domain/sequence/problems.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { Step } from '../../domain/steps/step.js';
import { type StepText, textsOf } from '../../domain/steps/step-texts.js';
import { partsOf, type StoredTemplate } from '../../domain/template/stored-template.js';
import { differenceLines } from './editWords.js';
import { shortened } from './shortened.js';

/** Of each text so much is shown. */
const mostOfText = 300;
/** And of a stored text, where it is all there is to say. */
const mostOfStored = 1_000;
/** Words around what differs in a long one. */
const wordsAround = 4;

/** A text of a step that an edit brings, takes away or words anew. Null: it was not there, or is gone. */
interface EditedText {
  readonly at: readonly PathSegment[];
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What was made of one version in another, in its words, a line each, as plain text. A line that begins with a blank belongs
 * to the one before: `  Subject: “Hello” → “Good day”`.
 */
export function changeLines(differences: readonly Difference[], before: Sequence, after: Sequence): string[] {
  return differences.flatMap((one) => [
    ...differenceLines([one], before, after),
    ...textsEdited(one, before, after).map((text) => `  ${placeWords(text.at)}: ${changed(text)}`),
  ]);
}

/** The texts that an edit brings anew in one step, a line each, as plain text: `Subject: Hello`. */
export function editedTexts(one: Difference, before: Sequence, after: Sequence): string[] {
  return textsEdited(one, before, after).flatMap((text) =>
    text.after === null ? [] : [`${placeWords(text.at)}: ${shortened(text.after, mostOfText)}`],
  );
}

/** Every text of a step, with what it is: `Subject`, `Variant 2, text`. */
export function textsInWords(step: Step): { readonly what: string; readonly text: string }[] {
  return textsOf(step).map(({ at, text }) => ({ what: placeWords(at), text }));
}

function textsEdited(one: Difference, before: Sequence, after: Sequence): EditedText[] {
  if (one.of !== 'added' && one.of !== 'changed') return [];
  const texts = ({ steps }: Sequence) => steps.filter(({ id }) => id === one.stepId).flatMap(textsOf);
  const [old, fresh] = [texts(before), texts(after)];
  const textAt = (all: readonly StepText[], at: StepText['at']) =>
    all.find((text) => text.at.join() === at.join())?.text ?? null;
  return [
    ...fresh.map(({ at, text }) => ({ at, before: textAt(old, at), after: text })),
    ...old.flatMap(({ at, text }) => (textAt(fresh, at) === null ? [{ at, before: text, after: null }] : [])),
  ].filter((text) => text.before !== text.after);
}

function changed({ before, after }: EditedText): string {
  const half = mostOfText / 2;
  if (before === null) return shortened(after ?? '', mostOfText);
  if (after === null) return `“${shortened(before, half)}” is gone`;
  const [was, is] = [wordsOf(before), wordsOf(after)];
  if (was.join(' ') === is.join(' ')) return 'only its line breaks';
  const isLong = Math.max(before.length, after.length) > half;
  const same = isLong ? sameAround(was, is) : { first: 0, last: 0 };
  return `“${excerpt(was, same, half)}” → “${excerpt(is, same, half)}”`;
}

interface SameAround {
  /** Words that both begin with, and end with, but for a few that are shown. */
  readonly first: number;
  readonly last: number;
}

function sameAround(was: readonly string[], is: readonly string[]): SameAround {
  const most = Math.min(was.length, is.length);
  let first = 0;
  while (first < most && was[first] === is[first]) first += 1;
  let last = 0;
  while (last < most - first && was.at(-1 - last) === is.at(-1 - last)) last += 1;
  return { first: Math.max(0, first - wordsAround), last: Math.max(0, last - wordsAround) };
}

function excerpt(all: readonly string[], { first, last }: SameAround, most: number): string {
  const shown = shortened(all.slice(first, all.length - last).join(' '), most);
  return `${first > 0 ? '…' : ''}${shown}${last > 0 && !shown.endsWith('…') ? '…' : ''}`;
}

function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** What a stored text that takes the place of one says otherwise, a line for each part, as {@link changeLines} has them. */
export function storedTextChanges(before: StoredTemplate, after: StoredTemplate): string[] {
  const [old, fresh] = [partsOf(before), partsOf(after)];
  const keys = [...new Set([...fresh, ...old].map(({ key }) => key))];
  const textOf = (parts: typeof old, key: string) => parts.find((one) => one.key === key)?.text ?? null;
  const texts = keys.flatMap((key) => {
    const text = { at: [key], before: textOf(old, key), after: textOf(fresh, key) };
    return text.before === text.after ? [] : [`${placeWords(text.at)}: ${changed(text)}`];
  });
  const was = new Map<string, string | null>(Object.entries(before.content));
  const besides = Object.entries(after.content).filter(([key, is]) => !keys.includes(key) && was.get(key) !== is);
  return [...texts, ...besides.map(([key, is]) => `${words[key] ?? key}: ${was.get(key)} → ${is}`)];
}

/** A stored text, a line for each part of it, as plain text. */
export function textLines(template: StoredTemplate): string[] {
  return partsOf(template).map(({ key, text }) => `${words[key] ?? key}: ${shortened(text, mostOfStored)}`);
}

const words: Readonly<Record<string, string>> = {
  subject: 'Subject',
  body: 'Text',
  front: 'Front',
  back: 'Back',
  title: 'Title',
  notes: 'Notes',
  template: 'Stored text',
  list: 'List',
  address: 'From',
  name: 'From',
  replyTo: 'Answers go to',
  text: 'Message',
  format: 'Written as',
  type: 'Kind of task',
  size: 'Size',
};

/** What a text is, and of which variant, counted from 1. */
function placeWords(at: readonly PathSegment[]): string {
  const last = String(at.at(-1) ?? '');
  const variant = at[0] === 'variants' ? `Variant ${Number(at[1]) + 1}, ` : '';
  const word = words[last] ?? last;
  return variant === '' ? word : `${variant}${word.toLowerCase()}`;
}
