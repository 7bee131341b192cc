import { blankFields, blankVariables } from '../../../src/domain/template/render-email.js';
import { dataWith } from './template-data-for-tests.js';

const nameless = dataWith({ firstName: '  ', phone: '', company: null, title: undefined, tags: [] });

describe('merge fields that would come out blank', () => {
  test.each([
    [
      'an empty, missing or null cell',
      'Hi {{ contact.firstName }} at {{ contact.company }}, {{ contact.title }}',
      ['contact.firstName', 'contact.company', 'contact.title'],
    ],
    ['named once however often it is used', '{{ contact.company }} {{ contact.company }}', ['contact.company']],
    ['a custom field that the contact lacks', '{{ contact.fields.plan }}', ['contact.fields.plan']],
    [
      'one that is called size',
      '{{ contact.size }} {{ contact.fields.size }} {{ contact.company.size }} {% if contact.size %}x{{ contact.title }}{% endif %}',
      ['contact.size', 'contact.fields.size', 'contact.company.size'],
    ],
    ['dressed up by a filter', '{{ contact.company | prepend: "at " }}', ['contact.company']],
    ['turned into a number by a filter', '{{ contact.fields.price | times: 2 }}', ['contact.fields.price']],
    ['handed to a filter', '{{ "Hi " | append: contact.company }}', ['contact.company']],
    ['an empty list', '{{ contact.tags | join: ", " }}', ['contact.tags']],
    ['a filter that leaves nothing', '{{ contact.lastName | remove: "Byron" }}', ['contact.lastName']],
    [
      'a default that is blank itself',
      '{{ contact.company | default: contact.title }}',
      ['contact.company', 'contact.title'],
    ],
    ['through a name of the text', '{% assign who = contact.company %}Hi {{ who }}', ['contact.company']],
    [
      'inside a capture',
      '{% capture line %}at {{ contact.company }}{% endcapture %}Hi {{ line }}',
      ['contact.company'],
    ],
    ['inside a branch taken', '{% if contact.email %}{{ contact.company }}{% endif %}', ['contact.company']],
  ])('%s', (_, text, expected) => {
    expect(blankVariables(text, nameless)).toEqual(expected);
  });

  test.each([
    ['filled', 'Hi {{ contact.lastName }}'],
    ['a default', 'Hi {{ contact.company | default: "there" }}'],
    ['a default that says blank is fine', '{{ contact.company | default: "" }}'],
    ['the same where the cell is empty rather than missing', '{{ contact.phone | default: "" }}'],
    ['a default further down', '{{ contact.company | upcase | default: "there" }}'],
    ['a default on assigning', '{% assign who = contact.company | default: "there" %}Hi {{ who }}'],
    ['how many a list has, and letters a word', '{{ contact.tags.size }} {{ contact.lastName.size }}'],
    ['a branch not taken', '{% if contact.company %}at {{ contact.company }}{% endif %}'],
    ['a loop over nothing', '{% for tag in contact.tags %}{{ tag }}{% endfor %}'],
    ['a number that is zero', '{{ contact.fields.seats | minus: 40 }}'],
    ['a literal', '{{ "" }}'],
    ['only asked about', '{% if contact.company == blank %}Hello{% endif %}'],
  ])('not: %s', (_, text) => {
    expect(blankVariables(text, nameless)).toEqual([]);
  });

  test('a mail is asked as a whole', () => {
    const content = { subject: '{{ contact.company }}', body: '{{ contact.company }} {{ contact.title }}' };
    expect(blankFields(content, nameless)).toEqual(['contact.company', 'contact.title']);
  });
});
