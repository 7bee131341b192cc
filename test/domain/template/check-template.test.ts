import { checkTemplate } from '../../../src/domain/template/check-template.js';

function messages(text: string, customFields?: readonly string[]): string[] {
  const check = checkTemplate(text, customFields === undefined ? {} : { customFields });
  return check.ok ? [] : check.problems.map(({ message, line, column }) => `${line}:${column} ${message}`);
}

function codes(text: string): string[] {
  const check = checkTemplate(text);
  return check.ok ? [] : check.problems.map(({ code }) => code);
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
    ['{% include "secrets" %}', '1:1 include is not a tag here: take it out'],
    ['{% render "secrets" %}', '1:1 render is not a tag here: take it out'],
    ['{% asign a = 1 %}', '1:1 asign is not a tag here; did you mean assign?'],
    ['Hi {{ contact.firstName', '1:4 “{{ contact.firstName” has no end; write }} after the field'],
    ['Hi {% if contact.firstName', '1:4 “{% if contact.firstName” has no end; write %} after it'],
    ['{% if contact.firstName %}Hi', '1:1 {% if contact.firstName %} has no end; write {% endif %} where it is to end'],
    ['Hi {{ }}', '1:4 “{{ }}” cannot be read; write it as in {{ contact.firstName }}'],
    ['{{{ contact.name }}', '1:1 “{{{ contact.name }}” cannot be read; write it as in {{ contact.firstName }}'],
    ['{{ contact..x }}', '1:1 “{{ contact..x }}” cannot be read; write it as in {{ contact.firstName }}'],
    [
      '{% for x in %}a{% endfor %}',
      '1:1 “{% for x in %}” cannot be read; write it as in {% for tag in contact.tags %}',
    ],
    ['{% if %}a{% endif %}', '1:1 “{% if %}” cannot be read; write it as in {% if contact.company == "Acme" %}'],
    [
      'Hi\n{% if contact.firstName = "x" %}a{% endif %}',
      '2:1 “{% if contact.firstName = "x" %}” cannot be read; write it as in {% if contact.company == "Acme" %}',
    ],
    ['{% assign x %}', '1:1 “{% assign x %}” cannot be read; write it as in {% assign name = contact.firstName %}'],
    ['{% capture %}a{% endcapture %}', '1:1 “{% capture %}” cannot be read; write it as in {% capture name %}'],
    ['{% %}', '1:4 “{% %}” cannot be read; write it as in {% if contact.company %}'],
    ['{% endif %}', '1:1 {% endif %} ends nothing here: take it out, or write {% if … %} before it'],
    ['{% when "x" %}', '1:1 {% when %} stands alone here: put it between {% case … %} and {% endcase %}'],
    ['{% raw %}x', '1:10 {% raw %} has no end; write {% endraw %} where it is to end'],
    [
      '{% if contact.firstName %}{% else %}{% else %}{% endif %}',
      '1:1 “{% if contact.firstName %}” has a second {% else %}: take one out',
    ],
  ])('%s', (text, expected) => {
    expect(messages(text)).toEqual([expected]);
  });

  test.each([
    ...['{{ contact.name | }}', '{{ contact.name | upcase | }}', '{{ contact.name contact.company }}', '{{ "a" "b" }}'],
    ...['{{ contact.name, contact.company }}', '{{ contact.name == "x" }}', '{{ contact.name and contact.company }}'],
    ...['{{ contact.name. }}', '{{ contact.name | default: }}', '{{ contact.name | default: "x", }}'],
    ...['{% if contact.name contact.company %}a{% endif %}', '{% if contact.name == %}a{% endif %}'],
    ...['{% if contact.name == "x" or %}a{% endif %}', '{% if and %}a{% endif %}', '{% if 5 > 3 > 2 %}a{% endif %}'],
    ...['{% if contact.name is "x" %}a{% endif %}', '{% unless contact.name then %}a{% endunless %}'],
    ...['{% for t in contact.tags revers %}a{% endfor %}', '{% for t in contact.tags limt: 1 %}a{% endfor %}'],
    ...['{% for t in contact.tags limit 1 %}a{% endfor %}', '{% for t in contact.tags limit: "x" %}a{% endfor %}'],
    ...['{% case contact.name %}{% when "a" "b" %}x{% endcase %}', '{% case contact.name %}{% when %}x{% endcase %}'],
    ...['{% case contact.name %}{% when "a" and "b" %}x{% endcase %}', '{% assign a = contact.name contact.title %}'],
    ...['{% assign a = contact.name | %}', '{% assign a = "x %}', '{% capture a b %}x{% endcapture %}'],
    ...['{% if contact.name %}a{% else if contact.title %}b{% endif %}', '{% if true %}a{% endif true %}'],
  ])('is not taken where it would be read otherwise than it is written: %s', (text) => {
    expect(codes(text)).toEqual(['notReadable']);
  });

  test.each([
    ...['append', 'append: "a", "b"', 'upcase: "x"', 'truncate: "x"', 'replace: "a"', 'slice', 'split', 'times'],
    ...['divided_by: 0', 'modulo: 0.0', 'default: owner.name, foo: 1', 'round: "x"', 'date: "a", "b", "c"'],
  ])('is not taken where a filter has not what it needs: %s', (filter) => {
    expect(codes(`{{ contact.name | ${filter} }}`)).toEqual(['filterForm']);
    expect(codes(`{% assign x = contact.name | ${filter} %}`)).toEqual(['filterForm']);
  });

  test.each([
    ...['{{contact.name|upcase}}', '{{- contact["name"] -}}', "{{ contact.tags[0] | default: 'x' }}", '{{ 5 }}'],
    ...['{{ contact.fields.2nd-size | times: -1.5 }}', '{{ contact.fields["a b"] }}', '{{ today | date: "%d" }}'],
    ...['{{ contact.name | default: "x", allow_false: true }}', '{{ "a | b: c" | replace: "|", "“" }}'],
    ...['{{ contact.name | truncate }}', '{{ contact.name | truncate: "5" }}', '{{ contact.name | size | plus: 1 }}'],
    ...['{% if contact.name == "a" and owner.name != blank %}x{% elsif not owner.name %}y{% else %}z{% endif %}'],
    ...[
      '{% if contact.tags contains "a" or owner.name and true %}x{% endif %}',
      '{%-unless contact.name-%}{%-endunless-%}',
    ],
    ...['{% for i in (1..contact.tags.size) %}{{ i }}{% break %}{% endfor %}', '{% raw any %}{{ a b {% endraw %}'],
    ...['{% for t in contact.tags reversed limit: 2, offset:1 %}{{ t }}{% else %}-{% endfor %}', '{% # a b c %}'],
    ...['{% case contact.name %}\n{% when "a", "b" or \'c\' %}x{% else %}y{% endcase %}', '{a} { b } {{ 1 }} {'],
    ...[
      '{% assign a = contact.name | append: "!" | split: "" | first %}{{ a }}',
      '{% capture b %}x{% endcapture %}{{ b }}',
    ],
    ...['{% comment any %} {{ a b }} {% if %} {contact.name} {% endcomment %}', '<style>.contact{color:red}</style>'],
  ])('is taken as it is meant: %s', (text) => {
    expect(codes(text)).toEqual([]);
  });

  test('names in a piece that cannot be read are not told besides, others are', () => {
    expect(messages('{{ contact.nam x }}\n{{ owner.naem }}')).toEqual([
      '1:1 “{{ contact.nam x }}” cannot be read; write it as in {{ contact.firstName }}',
      '2:4 owner.naem is not known; did you mean owner.name?',
    ]);
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
