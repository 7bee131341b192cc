import { type AddressPart, postalAddressOf } from '../../domain/contact/postal-address.js';
import { type CardContent, cardSides, renderCard, sideProblem } from '../../domain/postcard/render-card.js';
import { refuse } from '../../domain/refusal.js';
import type { PostcardStep } from '../../domain/steps/postcard.js';
import { contentFor } from '../../domain/steps/variant.js';
import { blankVariables } from '../../domain/template/render-email.js';
import type { TemplateData } from '../../domain/template/template-data.js';
import type { Postcard } from '../ports/postcards.js';
import type { Prepared, PreparingContext, PreparingSnapshot } from './prepareStep.js';
import { dataOfStep, impossible, rendering } from './preparing.js';

/** Renders the card of a step for one contact, to the address in the contact's fields. */
export function prepareCard(
  snapshot: PreparingSnapshot,
  step: PostcardStep,
  { settings: { cardsFrom }, executionId, now }: Pick<PreparingContext, 'settings' | 'executionId' | 'now'>,
): Prepared<Postcard> {
  const { contact } = snapshot;
  if (cardsFrom === null) return impossible(refuse('noPrinter').message);
  const content = contentOf(step, snapshot);
  if (content === null) return impossible(`there is no postcard called ${calledBy(step, snapshot)}`);
  const data = dataOfStep(snapshot, step, { now, unsubscribeUrl: null });
  return rendering<Postcard>(() => {
    const fields = blanksOfCard(snapshot, step, data);
    if (fields.length > 0) return { kind: 'blank', fields };
    const to = postalAddressOf(contact);
    if (!to.ok) return impossible(addressProblem(to.problems));
    const { size } = content;
    if (to.address.country !== 'US' && size !== '4x6') return impossible(`abroad a card is 4x6; this one is ${size}`);
    const sides = renderCard(content, data);
    for (const side of cardSides) {
      const problem = sideProblem(side, sides[side]);
      if (problem !== null) return impossible(problem);
    }
    const card = { to: to.address, from: cardsFrom, size, ...sides, mergeVariables: {} };
    const name = calledBy(step, snapshot);
    const place = [to.address.city, to.address.country].filter((part) => part !== null).join(', ');
    const summary = { to: `${to.address.name ?? to.address.company}, ${place}`, subject: name };
    return { kind: 'ready', thing: { executionId, ...card }, summary };
  });
}

/** The merge fields that the card would leave blank, those of the address it goes to among them. Throws TemplateFault. */
export function blanksOfCard(snapshot: PreparingSnapshot, step: PostcardStep, data: TemplateData): readonly string[] {
  const content = contentOf(step, snapshot);
  const texts = content === null ? [] : cardSides.flatMap((side) => blankVariables(content[side], data));
  return [...new Set([...missingOfAddress(snapshot.contact), ...texts])];
}

/** Where parts of a contact's address stand among the merge fields: a card to nowhere is held as one with a blank field. */
export function missingOfAddress(contact: Parameters<typeof postalAddressOf>[0]): string[] {
  const read = postalAddressOf(contact);
  return read.ok ? [] : read.missing.map(fieldOfPart);
}

/** What is wrong with an address, though nothing of it is missing; a clause, without a full stop. */
export function wrongAddress(contact: Parameters<typeof postalAddressOf>[0]): string | null {
  const read = postalAddressOf(contact);
  return read.ok || read.missing.length > 0 ? null : addressProblem(read.problems);
}

function fieldOfPart(part: AddressPart): string {
  return part === 'name' ? 'contact.name' : `contact.fields.${part}`;
}

function addressProblem(problems: readonly { readonly message: string }[]): string {
  return `the postal address is wrong: ${problems.map(({ message }) => message.replace(/\.$/, '')).join('; ')}`;
}

function contentOf(step: PostcardStep, snapshot: PreparingSnapshot): CardContent | null {
  const stored = snapshot.templates.get(calledBy(step, snapshot));
  return stored?.kind === 'postcard' ? stored.content : null;
}

function calledBy(step: PostcardStep, { enrollment }: Pick<PreparingSnapshot, 'enrollment'>): string {
  return contentFor(step.content, enrollment.id, step.id).template;
}
