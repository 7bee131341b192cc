import { postcardContent } from '../../../src/slack/views/builder/kinds/postcard.js';
import { templateModal } from '../../../src/slack/views/templates.js';
import { aStepForm, aTemplate } from './shown-for-tests.js';

const none = 'An admin sets PUBLIC_URL.';
const url = 'https://drumbeat.example/cards/x.png';
const preview = (picture: string | null) => JSON.stringify(templateModal({ ...aTemplate('postcard'), picture }));
const form = (picture: string | null, template = 'card') => {
  const templates = [{ name: 'card', subject: '', picture }];
  return JSON.stringify(postcardContent.fields({ template }, aStepForm({ kind: 'postcard', templates })));
};

test('where Slack cannot fetch the picture of a card, it is said why, and who mends it', () => {
  for (const draw of [preview, form]) {
    expect(draw(null)).toContain(none);
    expect(draw(url)).not.toContain(none);
    expect(draw(url)).toContain(url);
  }
  expect(form(null, '')).not.toContain(none);
  expect(JSON.stringify(templateModal({ ...aTemplate('email'), picture: null }))).not.toContain(none);
});
