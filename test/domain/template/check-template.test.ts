import { checkTemplate } from '../../../src/domain/template/check-template.js';

function messages(text: string, customFields?: readonly string[]): string[] {
  const check = checkTemplate(text, customFields === undefined ? {} : { customFields });
  return check.ok ? [] : check.problems.map(({ message, line, column }) => `${line}:${column} ${message}`);
}

describe('checking a text when it is saved', () => {
  test('names the variables it uses, sorted, each once', () => {
    expect(
      checkTemplate('Hi {{ contact.firstName }}, {{ contact.firstName }} of {{ contact.company | upcase }}'),
    ).toEqual({
      ok: true,
      variables: ['contact.company', 'contact.firstName'],
    });
  });

  test.each([
    ['{{ contact.fristName }}', '1:4 contact.fristName is not known; did you mean contact.firstName?'],
    ['Hi\n  {{ owner.naem | upcase }}', '2:6 owner.naem is not known; did you mean owner.name?'],
    ['{{ firstName }}', '1:4 firstName is not known; did you mean contact.firstName?'],
    ['{{ contcat.company }}', '1:4 contcat.company is not known; did you mean contact.company?'],
    ['{{ contact }}', '1:4 contact is not known by itself; write what of it, as in contact.email'],
    ['{{ contact.zzz }}', '1:4 contact.zzz is not known; a custom field is written contact.fields.zzz'],
    ['{{ workspace.zzzzz }}', '1:4 workspace.zzzzz is not known; workspace has name, postalAddress'],
    ['{{ contact[owner.name] }}', '1:4 contact[owner.name] looks a name up by another value; write the name out'],
    ['{% if contact.compnay %}x{% endif %}', '1:7 contact.compnay is not known; did you mean contact.company?'],
    ['{{ contact.title | append: contact.nam }}', '1:28 contact.nam is not known; did you mean contact.name?'],
    ['{{ contact.name | upcas }}', '1:1 upcas is not a filter here; did you mean upcase?'],
    ['{% include "secrets" %}', '1:1 include is not a tag here'],
    ['{% render "secrets" %}', '1:1 render is not a tag here'],
    ['{% asign a = 1 %}', '1:1 asign is not a tag here; did you mean assign?'],
    ['Hi {{ contact.firstName', '1:4 “{{ contact.firstName” has no end; write }} after the field'],
    ['Hi {% if contact.firstName', '1:4 “{% if contact.firstName” has no end; write %} after it'],
    ['{% if contact.firstName %}Hi', '1:1 {% if contact.firstName %} has no end; write {% endif %} where it is to end'],
  ])('%s', (text, expected) => {
    expect(messages(text)).toEqual([expected]);
  });

  test('tells every unknown variable at once, in reading order', () => {
    expect(messages('{{ contact.emial }}\n{{ owner.emial }} {{ contact.phnoe }}')).toEqual([
      expect.stringContaining('1:4 contact.emial'),
      expect.stringContaining('2:4 owner.emial'),
      expect.stringContaining('2:22 contact.phnoe'),
    ]);
  });

  test.each([
    '{% assign who = contact.firstName | default: "there" %}Hi {{ who }}',
    '{% for tag in contact.tags %}{{ forloop.index }}. {{ tag }}{% endfor %}',
    '{% capture place %}{{ contact.company }}{% endcapture %}{{ place }}',
    '{{ contact.tags.size }} {{ contact.tags[0] }} {{ contact.tags | join: ", " }}',
    '{{ contact.fields.seats }} {{ contact.fields["Plan name"] }}',
    '{{ today | date: "%A" }} {{ unsubscribe.url }} {{ workspace.postalAddress }} {{ step.name }} {{ sequence.name }}',
    '{% comment %}{{ nothing.of.this }}{% endcomment %}',
  ])('accepts %s', (text) => {
    expect(messages(text)).toEqual([]);
  });

  test('a name used before it is assigned is not known', () => {
    expect(messages('{{ who }}{% assign who = contact.firstName %}')).toHaveLength(1);
  });

  test('known custom fields may be written short, and slips in them are found', () => {
    expect(messages('{{ contact.seats }} {{ contact.fields.seats }}', ['seats'])).toEqual([]);
    expect(messages('{{ contact.seets }}', ['seats'])).toEqual([
      '1:4 contact.seets is not known; did you mean contact.seats?',
    ]);
    expect(messages('{{ contact.fields.seets }}', ['seats'])).toEqual([
      '1:4 contact.fields.seets is not known: no contact has a field seets; did you mean contact.fields.seats?',
    ]);
  });
});
