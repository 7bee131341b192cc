import type { KnownBlock, ModalView } from '@slack/types';
import type { SeenEffects } from '../../app/sequences/changeEffects.js';
import type { ShownEffects } from '../../app/shown/review.js';
import { kindNouns } from '../../app/shown/stepNames.js';
import type { ShownLength } from '../../app/shown/textLength.js';
import { sequenceLimits } from '../../domain/limits.js';
import { postcardSizes } from '../../domain/postcard/sizes.js';
import { taskTypes } from '../../domain/steps/task.js';
import type { StoredTemplate, TemplateKind } from '../../domain/template/stored-template.js';
import { actionIds, callbackIds } from '../action-ids.js';
import { input, modal, option, section } from './blocks.js';
import { effectsOverForm } from './effects.js';
import { radio, select, textInput } from './inputs.js';
import { type FormState, readState } from './state.js';
import { escaped, oneLine } from './text.js';
import { lengthNote, toldWhileTyping } from './text-length.js';

/** What the form of a template remembers; `over` null: a new one. */
export interface TemplateFormPlace {
  readonly kind: TemplateKind;
  readonly name: string | null;
  readonly over: { readonly templateId: string; readonly version: number } | null;
  /** What saving it does to people, as the form shows it. */
  readonly seen?: SeenEffects | null | undefined;
}

/** What an empty subject means. */
export const threadNote = 'Empty: it goes on in the thread of the mail before it, as “Re: …”.';

/** Block ids are the paths of the template file, so that what is wrong stands at its field. */
const variables = 'Merge fields such as {{ contact.firstName }} work everywhere.';

/** A new template of a kind, or one as it stands; `typed` is what is in it already. */
export function templateFormModal(
  place: TemplateFormPlace,
  typed: StoredTemplate | null,
  {
    notice = null,
    length = null,
    effects = null,
  }: {
    readonly notice?: string | null;
    readonly length?: ShownLength | null;
    /** What it does to people, which has to be seen first. */
    readonly effects?: ShownEffects | null;
  } = {},
): ModalView {
  const name = input(
    'template',
    'Name',
    textInput(null, { max: sequenceLimits.nameLength, placeholder: 'intro-short' }),
    {
      hint: 'What steps call it by: lower-case letters, digits and hyphens.',
    },
  );
  return modal({
    callbackId: callbackIds.template,
    title: place.over === null ? `New ${kindNouns[place.kind]}` : 'Edit template',
    submit: 'Save',
    metadata: { ...place },
    blocks: [
      ...(notice === null ? [] : [section(`:information_source: ${escaped(oneLine(notice), 600)}`)]),
      ...effectsOverForm(effects),
      place.name === null ? name : section(`*${escaped(place.name, 160)}*`),
      ...fields(place.kind, typed, length),
    ],
  });
}

function fields(kind: TemplateKind, typed: StoredTemplate | null, length: ShownLength | null): KnownBlock[] {
  const long = (text: string | null) => textInput(text, { multiline: true });
  const short = (text: string | null) => textInput(text, { max: sequenceLimits.lineLength });
  switch (kind) {
    case 'email': {
      const content = typed?.kind === 'email' ? typed.content : null;
      const formats = [option('Text, with light markup', 'text'), option('HTML', 'html')];
      return [
        input('email.subject', 'Subject', short(content?.subject ?? null), { optional: true, hint: threadNote }),
        input('email.body', 'Text', long(content?.body ?? null), { hint: variables }),
        input('email.format', 'Written as', radio(actionIds.field, formats, content?.format ?? 'text')),
      ];
    }
    case 'sms': {
      const content = typed?.kind === 'sms' ? typed.content : null;
      const body = input('sms.body', 'Text', long(content?.body ?? null), { hint: variables });
      return [toldWhileTyping(body, actionIds.template.text), ...lengthNote(length)];
    }
    case 'postcard': {
      const content = typed?.kind === 'postcard' ? typed.content : null;
      const sizes = postcardSizes.map((size) => option(`${size} inches`, size));
      return [
        input('postcard.size', 'Size', select(actionIds.field, sizes, content?.size ?? '4x6', 'Size')),
        input('postcard.front', 'Front', long(content?.front ?? null), { hint: `HTML. ${variables}` }),
        input('postcard.back', 'Back', long(content?.back ?? null), { hint: 'HTML.' }),
      ];
    }
    case 'task': {
      const content = typed?.kind === 'task' ? typed.content : null;
      const types = taskTypes.map((type) => option(type, type));
      return [
        input('task.title', 'What to do', short(content?.title ?? null)),
        input('task.type', 'Type', select(actionIds.field, types, content?.type ?? 'todo', 'Type')),
        input('task.notes', 'Notes', long(content?.notes ?? null), { optional: true, hint: variables }),
      ];
    }
  }
}

/** A text as it stands in its form; null in the form of another kind. */
export function readTemplateText({ kind, name }: TemplateFormPlace, values: unknown): StoredTemplate | null {
  if (kind !== 'sms') return null;
  return { name: name ?? '', kind, content: { body: readState(values).rawText('sms.body') ?? '' } };
}

/** The template as its file has it. */
export function readTemplateForm(
  { kind, name }: TemplateFormPlace,
  values: unknown,
): Readonly<Record<string, unknown>> {
  const state = readState(values);
  return { template: name ?? state.text('template') ?? '', kind, [kind]: contentIn(kind, state) };
}

function contentIn(kind: TemplateKind, state: FormState): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'email':
      return {
        subject: state.text('email.subject') ?? undefined,
        body: state.rawText('email.body') ?? '',
        format: state.choice('email.format') ?? 'text',
      };
    case 'sms':
      return { body: state.rawText('sms.body') ?? '' };
    case 'postcard':
      return {
        size: state.choice('postcard.size') ?? '4x6',
        front: state.rawText('postcard.front') ?? '',
        back: state.rawText('postcard.back') ?? '',
      };
    case 'task': {
      const notes = state.rawText('task.notes');
      const title = state.text('task.title') ?? '';
      return { title, type: state.choice('task.type') ?? 'todo', ...(notes === null ? {} : { notes }) };
    }
  }
}
