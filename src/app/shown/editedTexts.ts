import type { Difference } from '../../domain/sequence/difference.js';
import type { PathSegment } from '../../domain/sequence/problems.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import { type StepText, textsOf } from '../../domain/steps/step-texts.js';
import { partsOf, type StoredTemplate } from '../../domain/template/stored-template.js';

/** Of each text so much is shown. */
const mostOfText = 300;
/** And of a stored text, where it is all there is to say. */
const mostOfStored = 1_000;

/** The texts that an edit brings anew in one step, a line each, as plain text: `Subject: Hello`. */
export function editedTexts(one: Difference, before: Sequence, after: Sequence): string[] {
  if (one.of !== 'added' && one.of !== 'changed') return [];
  const texts = ({ steps }: Sequence) => steps.filter(({ id }) => id === one.stepId).flatMap(textsOf);
  const old = texts(before);
  const isThere = ({ at, text }: StepText) => old.some((was) => was.text === text && was.at.join() === at.join());
  return texts(after)
    .filter((text) => !isThere(text))
    .map(({ at, text }) => `${placeWords(at)}: ${clipped(text)}`);
}

/** A stored text, a line for each part of it, as plain text. */
export function textLines(template: StoredTemplate): string[] {
  return partsOf(template).map(({ key, text }) => `${words[key] ?? key}: ${clipped(text, mostOfStored)}`);
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
};

/** What a text is, and of which variant, counted from 1. */
function placeWords(at: readonly PathSegment[]): string {
  const last = String(at.at(-1) ?? '');
  const variant = at[0] === 'variants' ? `Variant ${Number(at[1]) + 1}, ` : '';
  const word = words[last] ?? last;
  return variant === '' ? word : `${variant}${word.toLowerCase()}`;
}

function clipped(text: string, most = mostOfText): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}
