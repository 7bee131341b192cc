import { looksLikeTemplates, parseTemplateFile } from '../../../src/domain/template/template-file.js';

const intro = {
  template: 'intro-short',
  kind: 'email',
  email: { subject: 'Hi {{ contact.firstName }}', body: 'Hello' },
};

describe('a template file', () => {
  test('holds one template, or a list', () => {
    const stored = {
      name: 'intro-short',
      kind: 'email',
      content: { subject: 'Hi {{ contact.firstName }}', body: 'Hello', format: 'text' },
    };
    expect(parseTemplateFile(intro)).toEqual({ ok: true, templates: [stored] });
    const other = { ...intro, template: 'other', email: { ...intro.email, format: 'html' } };
    expect(parseTemplateFile([intro, other])).toMatchObject({
      ok: true,
      templates: [stored, { name: 'other', content: { format: 'html' } }],
    });
  });

  test('is for mails, tasks or texts', () => {
    const call = { template: 'call', kind: 'task', task: { title: 'Call {{ contact.name }}', type: 'call' } };
    const text = { template: 'ping', kind: 'sms', sms: { body: 'Hi' } };
    expect(parseTemplateFile([call, text])).toEqual({
      ok: true,
      templates: [
        { name: 'call', kind: 'task', content: { ...call.task, notes: null } },
        { name: 'ping', kind: 'sms', content: { body: 'Hi' } },
      ],
    });
    const wrong = parseTemplateFile([
      { ...call, task: { title: '{{ contact.nam }}', notes: '{{ x' } },
      { ...text, sms: {} },
    ]);
    expect(wrong.ok ? [] : wrong.problems.map(({ path }) => path)).toEqual([
      '[0].task.title',
      '[0].task.notes',
      '[1].sms',
    ]);
  });

  test('holds a postcard: its size, or the smallest, and two sides in HTML', () => {
    const card = { template: 'hello-card', kind: 'postcard', postcard: { front: '<h1>Hi</h1>', back: '<p></p>' } };
    expect(parseTemplateFile(card)).toEqual({
      ok: true,
      templates: [
        { name: 'hello-card', kind: 'postcard', content: { size: '4x6', front: '<h1>Hi</h1>', back: '<p></p>' } },
      ],
    });
    const wrong = { ...card, postcard: { size: 'A6', front: 'Hi', back: '<p>{{ contact.fristName }}</p>' } };
    const result = parseTemplateFile(wrong);
    expect(result.ok ? [] : result.problems).toMatchObject([
      { path: 'postcard.size', message: 'must be one of 4x6, 6x9, 6x11' },
      { path: 'postcard.front', message: 'must be HTML, as in <html>...</html>' },
    ]);
  });

  test('everything wrong is told at once, by path', () => {
    const file = [
      { ...intro, kind: 'mail' },
      { template: 'Bad Name', kind: 'email', email: { subjcet: 'x' } },
      { ...intro, email: { subject: 'x', body: 'Hi\n{{ contact.fristName }}' } },
      { ...intro },
    ];
    const result = parseTemplateFile(file);
    expect(result.ok ? [] : result.problems).toMatchObject([
      { path: '[0].kind', message: 'must be one of email, task, sms, postcard' },
      { path: '[1].template', message: 'must be lower-case letters and digits, with hyphens between' },
      { path: '[1].email', message: '"body" is missing: add it' },
      { path: '[1].email.subjcet', message: 'unknown key "subjcet"; did you mean "subject"?' },
      {
        path: '[2].email.body',
        message: 'line 2, column 4: contact.fristName is not known; did you mean contact.firstName?',
      },
      { path: '[3].template', message: 'there are two templates named intro-short: name one otherwise' },
    ]);
  });

  test('is told from a sequence by its first key', () => {
    expect(looksLikeTemplates([intro])).toBe(true);
    expect(looksLikeTemplates({ name: 'x', steps: [{ template: 'y' }] })).toBe(false);
    expect(looksLikeTemplates(null)).toBe(false);
  });
});
