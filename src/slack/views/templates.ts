import type { KnownBlock, ModalView } from '@slack/types';
import { kindNouns } from '../../app/shown/stepNames.js';
import type { ShownTemplate, ShownTemplateLine } from '../../app/shown/templates.js';
import { lengthWords } from '../../app/shown/textLength.js';
import type { FoundTemplates } from '../../app/templates/findTemplates.js';
import { actionIds, callbackIds, numbered } from '../action-ids.js';
import { actions, button, confirmation, context, type Drawn, input, modal, section } from './blocks.js';
import { cardPicture } from './card-picture.js';
import { textInput } from './inputs.js';
import { SLACK_LIMITS } from './limits.js';
import { readState } from './state.js';
import { storedThingsMessage, usedText, versionLines } from './stored-things.js';
import { bold, caption, escaped, oneLine, quoted, unreadLine } from './text.js';

/** The answer to `templates`; `search` is what was looked for, `page` counts from 0. */
export function templateListMessage(
  { templates, unread }: FoundTemplates,
  { search, mayEdit, page = 0 }: { readonly search: string | null; readonly mayEdit: boolean; readonly page?: number },
): Drawn {
  return storedThingsMessage(templates, {
    ...{ noun: 'template', empty: 'There are no stored templates yet.', list: 'templates', search, page, unread },
    line: templateLine,
    create: mayEdit
      ? [
          button(numbered(actionIds.template.create, 0), 'New mail', 'email'),
          button(numbered(actionIds.template.create, 1), 'New task', 'task'),
          button(numbered(actionIds.template.create, 2), 'New text', 'sms'),
          button(numbered(actionIds.template.create, 3), 'New postcard', 'postcard'),
        ]
      : [],
  });
}

function templateLine({ id, name, kind, version, firstLine, usedIn }: ShownTemplateLine): KnownBlock {
  const text = `${bold(name, 160)}  ${escaped(oneLine(firstLine), 200)}\n${caption(kindNouns[kind], usedText(usedIn), `version ${version}`)}`;
  return section(text, button(actionIds.template.open, 'Open', id));
}

export const templateBlocks = { contact: 'contact' } as const;

/** One template: how it reads for somebody, where it is used, its versions, and what can be done with it. */
export function templateModal(shown: ShownTemplate, notice: string | null = null): ModalView {
  const { id, template, version, mayEdit, contact } = shown;
  return modal({
    callbackId: callbackIds.templatePreview,
    title: 'Template',
    submit: 'Preview',
    close: 'Close',
    metadata: { templateId: id },
    blocks: [
      ...(notice === null ? [] : [section(`:information_source: ${escaped(oneLine(notice), 600)}`)]),
      section(`${bold(template.name, 160)}\n${caption(kindNouns[template.kind], `version ${version}`)}`),
      ...preview(shown),
      input(templateBlocks.contact, 'Preview with', textInput(contact, { max: 254, placeholder: 'ada@example.com' }), {
        optional: true,
        hint: 'A contact’s address. Empty: somebody made up.',
      }),
      ...usedIn(shown),
      ...(mayEdit ? edits(shown) : []),
      ...versionLines(shown, actionIds.template.version),
    ],
  });
}

function preview({ preview: parts, length, broken, blanks, picture, template }: ShownTemplate): KnownBlock[] {
  if (parts === null) return [section(`:warning: It cannot be rendered: ${escaped(oneLine(broken ?? ''), 500)}`)];
  return [
    ...cardPicture(template.name, picture, 'About as it is printed: faces and pictures are the printer’s.'),
    ...parts.map(({ key, text }) => section(`*${labels[key] ?? key}*\n${quoted(text, 2800) || '–'}`)),
    ...context(length === null ? null : escaped(lengthWords(length), 500)),
    ...context(blanks.length === 0 ? null : `:warning: Blank for them: ${escaped(blanks.join(', '), 500)}`),
  ];
}

const labels: Readonly<Record<string, string>> = {
  subject: 'Subject',
  body: 'Text',
  title: 'Title',
  notes: 'Notes',
  front: 'Front',
  back: 'Back',
};

function edits({ id, template, usedIn }: ShownTemplate): KnownBlock[] {
  const sure = confirmation(
    'Delete it?',
    `${template.name} and all of its versions are gone then.`,
    'Delete',
    'danger',
  );
  return [
    ...(fitsForm(template)
      ? []
      : context(
          `Its text is too long for a form here (${SLACK_LIMITS.plainTextInput} characters): change it in a file, and import that.`,
        )),
    ...actions(null, [
      ...(fitsForm(template) ? [button(actionIds.template.edit, 'Edit', id, { style: 'primary' })] : []),
      usedIn.length > 0
        ? button(actionIds.template.replace, 'Replace…', id)
        : button(actionIds.template.remove, 'Delete', id, { style: 'danger', confirm: sure }),
    ]),
  ];
}

/** Whether each of its texts has room in a field of a form. */
export function fitsForm({ content }: ShownTemplate['template']): boolean {
  return Object.values(content).every((text) => text === null || text.length <= SLACK_LIMITS.plainTextInput);
}

/** Which sequences use a stored thing. */
export function usedIn(shown: { readonly usedIn: readonly string[]; readonly unread: string | null }): KnownBlock[] {
  const names = shown.usedIn.length === 0 ? [] : [section(`*Used in* ${usedNames(shown.usedIn)}`)];
  if (shown.unread !== null) return [...names, ...context(unreadLine(shown.unread))];
  return names.length === 0 ? [section('No sequence uses it.')] : names;
}

export function usedNames(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => `“${escaped(oneLine(name), 100)}”`);
  return [...shown, ...(names.length > 10 ? [`and ${names.length - 10} more`] : [])].join(', ');
}

/** The address that stands in the preview's field; null: none. */
export function readPreviewContact(values: unknown): string | null {
  return readState(values).text(templateBlocks.contact);
}
