import { renderCard } from '../../../src/domain/postcard/render-card.js';
import type { TemplateData } from '../../../src/domain/template/template-data.js';

const data = { contact: { firstName: '<b>{{name}}</b> {{{x' } } as unknown as TemplateData;

test('what a field holds brings neither tags nor variables of the printer onto a card', () => {
  const content = { size: '4x6' as const, front: '<h1>Hi {{ contact.firstName }}</h1>', back: '<p>{</p>' };
  const { front, back } = renderCard(content, data);
  expect(front).toBe('<h1>Hi &lt;b&gt;{&#123;name}}&lt;/b&gt; {&#123;{x</h1>');
  expect(front).not.toContain('{{');
  expect(back).toBe('<p>{</p>');
});
