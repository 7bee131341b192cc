import { actionIds } from '../../../action-ids.js';
import { input } from '../../blocks.js';
import { cardPicture } from '../../card-picture.js';
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
    const card = templates.find(({ name }) => name === chosen);
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
      ...(card === undefined
        ? []
        : cardPicture(
            card.name,
            card.picture,
            'For somebody made up, and about as it is printed: faces and pictures are the printer’s.',
          )),
    ];
  },
  // A menu that could not show the name sends nothing.
  read: (state, before) => ({ template: state.choice(blocks.template) ?? textOf(before.template) ?? '' }),
};

export const postcardForm: KindForm = {
  fields: (form, choices) => contentFields(form, choices, postcardContent),
  read: (state, base, choices) => readContent('postcard', postcardContent, state, base, choices),
};
