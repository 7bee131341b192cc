import type { ShownPicture } from '../../../src/app/shown/templates.js';
import { postcardContent } from '../../../src/slack/views/builder/kinds/postcard.js';
import { templateModal } from '../../../src/slack/views/templates.js';
import { aStepForm, aTemplate } from './shown-for-tests.js';

const none = 'Send me the picture';
const wanted = { wanted: { templateId: 't', version: 2, contactId: null } };
const url = 'https://drumbeat.example/cards/x.png';
const preview = (picture: ShownPicture | null) => JSON.stringify(templateModal({ ...aTemplate('postcard'), picture }));
const form = (picture: ShownPicture | null, template = 'card') => {
  const templates = [{ name: 'card', subject: '', picture }];
  return JSON.stringify(postcardContent.fields({ template }, aStepForm({ kind: 'postcard', templates })));
};

test('where Slack cannot fetch the picture of a card, it is sent at a click', () => {
  for (const draw of [preview, form]) {
    expect(draw(wanted)).toContain(none);
    expect(draw({ url })).not.toContain(none);
    expect(draw({ url })).toContain(url);
  }
  expect(form(wanted, '')).not.toContain(none);
  expect(JSON.stringify(templateModal({ ...aTemplate('email'), picture: null }))).not.toContain(none);
});
