import { actionIds } from '../../../action-ids.js';
import { context, image, input } from '../../blocks.js';
import { contentFields, readContent } from '../content-fields.js';
import type { KindForm, OwnContent } from '../kind-form.js';
import { storedMenu } from '../stored-menu.js';
import { textOf } from '../text-fields.js';

const blocks = { template: 'postcard.template' } as const;

export const postcardContent: OwnContent = {
  label: 'A stored card',
  isStored: false,
  fields: ({ template }, { templates }) => {
    const chosen = textOf(template);
    const picture = templates.find(({ name }) => name === chosen)?.picture ?? null;
    return [
      input(
        blocks.template,
        'Front and back',
        storedMenu(actionIds.builder.template, templates, chosen, 'Choose a card'),
        {
          dispatch: true,
          hint: 'Cards are made with /sequence templates, and imported.',
        },
      ),
      ...(picture === null
        ? []
        : [
            image(picture, `Front and back of ${chosen}`),
            ...context('For somebody made up, and about as it is printed: faces and pictures are the printer’s.'),
          ]),
    ];
  },
  // A menu that could not show the name sends nothing.
  read: (state, before) => ({ template: state.choice(blocks.template) ?? textOf(before.template) ?? '' }),
};

export const postcardForm: KindForm = {
  fields: (form, choices) => contentFields(form, choices, postcardContent),
  read: (state, base, choices) => readContent('postcard', postcardContent, state, base, choices),
};
