import type { DateTime } from 'luxon';
import type { Contact } from '../../domain/contact/contact.js';
import { templateData } from '../../domain/contact/contact-data.js';
import { parsePhone } from '../../domain/contact/phone.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import { type Step, stepLabel } from '../../domain/steps/step.js';
import { textsOf } from '../../domain/steps/step-texts.js';
import { blanksOnce } from '../../domain/template/blanks-once.js';
import { TemplateFault } from '../../domain/template/render-text.js';
import { partsOf } from '../../domain/template/stored-template.js';
import { contactCells } from '../../domain/template/template-data.js';
import { missingOfAddress, wrongAddress } from '../firing/prepareCard.js';
import { numberField } from '../firing/prepareText.js';
import type { Member } from '../ports/stores/people.js';
import type { TemplateRow } from '../ports/stores/sequences.js';
import type { BlankField, Blocker } from './request.js';

/** What the texts of an enrollment are rendered with. */
export interface TextParts {
  readonly contact: Contact;
  readonly owner: Member;
  readonly workspace: { readonly name: string; readonly postalAddress: string | null };
  readonly now: DateTime;
}

type Templates = ReadonlyMap<string, TemplateRow>;

export interface TextVerdict {
  readonly blanks: readonly BlankField[];
  /** The first text that cannot be rendered at all, or the address that a card or a parcel would not reach. */
  readonly broken: Extract<Blocker, { kind: 'broken-text' | 'wrong-address' }> | null;
}

/**
 * Every merge field that the texts of these steps would leave blank, each once, in order of appearance. The function is for all who
 * are asked about at once.
 */
export function blankFieldsIn(
  sequence: Sequence,
  steps: readonly Step[],
  templates: Templates,
): (parts: TextParts) => TextVerdict {
  const written = steps.map((step) => ({
    step,
    label: stepLabel(step),
    texts: textsIn(step, templates).map((text) => (text === null ? null : blanksOnce(text))),
  }));
  return (parts) => {
    const paths = new Set<string>();
    let broken: TextVerdict['broken'] = null;
    const whole = templateData({ ...parts, sequence, step: { name: '' }, unsubscribeUrl: 'https://unsubscribe' });
    for (const { step, label, texts } of written) {
      // A text that reaches no number is asked about as a field that is blank.
      if (step.kind === 'sms' && !parsePhone(parts.contact.phone ?? '').ok) paths.add(numberField);
      if (step.kind === 'postcard' || step.kind === 'fulfillment') {
        for (const path of missingOfAddress(parts.contact)) paths.add(path);
        const message = wrongAddress(parts.contact);
        if (message !== null) broken ??= { kind: 'wrong-address', stepLabel: label, message };
      }
      const data = { ...whole, step: { name: label } };
      for (const blanksOf of texts) {
        try {
          if (blanksOf === null) throw new TemplateFault('its template is not stored');
          for (const path of blanksOf(data)) paths.add(path);
        } catch (error) {
          if (!(error instanceof TemplateFault)) throw error;
          broken ??= { kind: 'broken-text', stepLabel: label, message: error.message };
        }
      }
    }
    return { blanks: withoutImplied([...paths]).map(blankField), broken };
  };
}

/** The texts of a step, stored ones by their content; null for one that is not stored. */
function textsIn(step: Step, templates: Templates): (string | null)[] {
  return textsOf(step).flatMap(({ at, text }) => {
    if (at.at(-1) !== 'template') return [text];
    const stored = templates.get(text);
    return stored === undefined ? [null] : partsOf(stored).map((part) => part.text);
  });
}

/** The full name follows from the first name, so only that one is asked for. */
function withoutImplied(paths: readonly string[]): string[] {
  const hasPart = paths.includes('contact.firstName') || paths.includes('contact.lastName');
  return paths.filter((path) => path !== 'contact.name' || !hasPart);
}

/** A merge field as a form asks for it. */
export function blankField(path: string): BlankField {
  const [root, ...rest] = path.split('.');
  if (root !== 'contact' || rest.length === 0) return { path, field: null, label: path };
  const name = rest.join('.');
  if (contactCells.some((cell) => cell === name)) {
    return { path, field: name, label: labels[name] ?? name };
  }
  const custom = (rest[0] === 'fields' ? rest.slice(1).join('.') : name).replace(/^\["?|"?\]$/g, '');
  return { path, field: `fields.${custom}`, label: custom };
}

const labels: Readonly<Record<string, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  name: 'Name',
  company: 'Company',
  title: 'Title',
  phone: 'Phone',
  zone: 'Time zone',
  notes: 'Notes',
  tags: 'Tags',
};
