import { editTemplate } from '../../../src/app/templates/editTemplate.js';
import { ANA, ada, eachSlackWorld, MIA, option, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** `templates`: the list, one with its preview, and what managers do with it. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const typed = (value: string | null) => ({ type: 'plain_text_input', value });
const shown = (text: string, who = MIA) => world.modal(who, (one) => textOf(one).includes(text));
const said = (text: string, who = MIA) => world.whisper(who, (one) => textOf(one).includes(text));
const titled = (title: string, who = MIA) =>
  world.modal(who, ({ view }) => view.type === 'modal' && view.title.text === title);
const dm = (who: string, says: string) => world.dm(who, says);
const row = (name: string) => world.store.read.templates.byName(world.workspace.id, name);
const store = async (template: string, subject: string, body = 'Hello {{ contact.firstName }}?') => {
  const file = { template, kind: 'email', email: { ...(subject === '' ? {} : { subject }), body } };
  const saved = await editTemplate(world.deps, { actor: world.mia, file, over: null });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  return saved.template;
};
const { email: _, ...head } = steps.hello;
const calling = (name: string, template: string) => world.publish({ name, steps: [{ ...head, template }] });
/** Opens a template from the list. */
const open = async (name: string, who = MIA) => {
  await world.type(`templates ${name}`, who);
  await world.click(await said(name, who), 'template.open', { who });
  return titled('Template', who);
};

test('the list is searched, says where each is used, and opens one with a preview', async () => {
  await store('price-list', 'The price list');
  await store('goodbye', 'The last mail');
  await calling('SaaS', 'price-list');
  await world.type('templates', ANA);
  expect(textOf(await said('2 templates', ANA))).toContain('The price list\nmail  ·  in 1 sequence  ·  version 1');
  await world.type('templates nothing', ANA);
  await said('No template has “nothing” in it.', ANA);
  const one = textOf(await open('price', ANA));
  expect(one).toContain('> Hello Ada?');
  expect(one).toContain('*Used in* “SaaS”');
  expect(one).not.toContain('Edit');
});

test('the preview takes a contact’s data, and says who was probably meant', async () => {
  await store('intro', 'For {{ contact.company }}');
  const other = { ...ada, email: 'grace@example.com', firstName: 'Grace', company: null };
  await world.enrollIn(await world.publish({ name: 'SaaS', steps: [steps.hello] }), other);
  const modal = await open('intro');
  const enter = (value: string) => world.submit(modal, { contact: typed(value) }, MIA);
  await enter('grace@example.com');
  const filled = await shown('> Hello Grace?');
  expect(textOf(filled)).toContain('Blank for them: contact.company');
  await enter('grac@example.com');
  await shown('Nobody has the address grac@example.com. Did you mean grace@example.com?');
});

test('the preview of a text says how long it is for that contact', async () => {
  const file = { template: 'ping', kind: 'sms', sms: { body: 'Hi {{ contact.firstName }}' } };
  await editTemplate(world.deps, { actor: world.mia, file, over: null });
  expect(textOf(await open('ping'))).toContain('6 characters: sent as one text, with room for 154 more.');
});

test('the preview of a card shows its picture and what each side says', async () => {
  const card = { size: '4x6', front: '<h1>Hello {{ contact.firstName }}</h1>', back: '<p>Soon</p>' };
  await editTemplate(world.deps, {
    actor: world.mia,
    file: { template: 'card', kind: 'postcard', postcard: card },
    over: null,
  });
  const modal = await open('card');
  expect(textOf(modal)).toContain('*Front*\n> Hello Ada');
  expect(JSON.stringify(modal.view.blocks)).toMatch(/"image_url":"https:\/\/drumbeat\.example\/cards\/[\w-]+\.png"/);
});

test('a new one is written in its form, with what is wrong at its field', async () => {
  await world.type('templates', MIA);
  await world.click(await said('no stored templates yet'), 'template.create', { who: MIA, value: 'task' });
  const form = await titled('New task', MIA);
  const fill = (name: string, title: string) => ({
    template: typed(name),
    'task.title': typed(title),
    'task.type': { type: 'static_select', ...option('call') },
    'task.notes': typed(null),
  });
  await world.submit(form, fill('First Call', 'Call {{ contact.nam }}'), MIA);
  const { errors } = await world.modal(MIA, (one) => Object.keys(one.errors).length > 0);
  expect(Object.keys(errors).sort()).toEqual(['template']);
  await world.submit(form, fill('first-call', 'Call {{ contact.nam }}'), MIA);
  const again = await world.modal(MIA, (one) => one.errors['task.title'] !== undefined);
  expect(again.errors['task.title']).toContain('contact.name');
  await world.submit(form, fill('first-call', 'Call {{ contact.name }}'), MIA);
  await shown('Saved as version 1.');
  expect(await row('first-call')).toMatchObject({ kind: 'task', content: { type: 'call', notes: null } });
});

test('a text says how long it is while it is written', async () => {
  await store('intro', 'Hello');
  await world.type('templates', MIA);
  await world.click(await said('intro'), 'template.create', { who: MIA, value: 'sms' });
  const form = await titled('New text', MIA);
  const filled = { template: typed('ping'), 'sms.body': typed('Hi {{contact.firstName}}') };
  await world.click(form, 'template.text', { who: MIA, chosen: filled['sms.body'], filled });
  const told = await shown('For somebody made up: 6 characters: sent as one text, with room for 154 more.');
  expect(told.state?.template).toMatchObject({ field: { value: 'ping' } });
  await world.submit(told, filled, MIA);
  await shown('Saved as version 1.');
  await world.click(await shown('Saved as version 1.'), 'template.edit', { who: MIA });
  await shown('For somebody made up: 6 characters');
});

test('an edit is a version, an older one comes back, and what somebody else saved is not written over unseen', async () => {
  const { id } = await store('intro', 'First');
  await world.click(await open('intro'), 'template.edit', { who: MIA });
  const form = await titled('Edit template', MIA);
  expect(JSON.stringify(form.view.blocks)).toContain('"initial_value":"First"');
  const file = { template: 'intro', kind: 'email', email: { subject: 'Theirs', body: 'Hello?' } };
  await editTemplate(world.deps, { actor: world.sam, file, over: { templateId: id, version: 1 } });
  const fill = {
    'email.subject': typed('Mine'),
    'email.body': typed('Hello?'),
    'email.format': { type: 'radio_buttons', ...option('text') },
  };
  await world.submit(form, fill, MIA);
  const warned = await shown('Somebody saved it meanwhile.');
  expect(await row('intro')).toMatchObject({ version: 2, content: { subject: 'Theirs' } });
  await world.submit(warned, fill, MIA);
  const saved = await shown('Saved as version 3.');
  await world.click(saved, 'template.version', { who: MIA, chosen: option(`1:${id}`) });
  await shown('Version 1 is back, as version 4.');
  expect(await row('intro')).toMatchObject({ version: 4, content: { subject: 'First' } });
});

test('one in use can only be replaced; one that is not is deleted', async () => {
  await store('old', 'Old');
  const other = await store('other', 'Other');
  await calling('SaaS', 'old');
  const modal = await open('old');
  expect(JSON.stringify(modal.view.blocks)).not.toContain('template.remove');
  await world.click(modal, 'template.replace', { who: MIA });
  const asked = await shown('it can be replaced, not deleted');
  await world.submit(asked, { replacement: { type: 'static_select', ...option(other.id) } }, MIA);
  await shown('*old* is deleted. “SaaS” calls the other one now.');
  expect(await row('old')).toBeNull();
  const free = await store('free', 'Free');
  await world.click(await open('free'), 'template.remove', { who: MIA });
  await shown('The template *free* is deleted.');
  expect(await world.store.read.templates.byId(free.id)).toBeNull();
});

test('what a replacement does to people is shown before it is made, and again where that changed meanwhile', async () => {
  await store('old', 'Old');
  const other = await store('other', 'Other');
  const version = await calling('SaaS', 'old');
  await world.enrollIn(version, { ...ada, email: 'ada@example.com' });
  await world.click(await open('old'), 'template.replace', { who: MIA });
  const asked = await shown('it can be replaced, not deleted');
  await world.submit(asked, { replacement: { type: 'static_select', ...option(other.id) } }, MIA);
  const review = await shown('*old* is not replaced yet. This is what it does:');
  expect(textOf(review)).toContain(
    '*SaaS, version 2*\n•  Nobody gets another step next; what lies ahead changes for 1',
  );
  expect(textOf(review)).toContain('*other* says, in its place:\n•  Subject: “Old” → “Other”');
  await world.enrollIn(version, { ...ada, email: 'bob@example.com' });
  await world.submit(review, {}, MIA);
  const again = await shown('What it does has changed since you looked. *old* is not replaced yet.');
  expect(textOf(again)).toContain('what lies ahead changes for 2');
  expect(await row('old')).not.toBeNull();
  await world.submit(again, {}, MIA);
  await shown('*old* is deleted. “SaaS” calls the other one now.');
});

test('a replacement that a sequence cannot call says why, and opens the edit, which has room for its forms', async () => {
  await store('old', 'Old');
  const other = await store('other', '');
  await calling('SaaS', 'old');
  await world.click(await open('old'), 'template.replace', { who: MIA });
  const asked = await shown('it can be replaced, not deleted');
  await world.submit(asked, { replacement: { type: 'static_select', ...option(other.id) } }, MIA);
  const told = await shown('*SaaS* cannot call that one: Step 1: Template this text has no subject');
  await world.click(told, 'sequence.edit', { who: MIA });
  const builder = await shown('Editing *SaaS*, version 1');
  const { modals } = await world.seenBy(MIA);
  expect(modals.map(({ id }) => id)).toEqual([builder.id]);
});

test('a replacement for too many says where another manager is asked, and opens the edit', async () => {
  await store('old', 'Old');
  const other = await store('other', 'Other');
  const version = await calling('SaaS', 'old');
  for (const email of ['ada@example.com', 'bob@example.com']) await world.enrollIn(version, { ...ada, email });
  await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 1 });
  await world.click(await open('old'), 'template.replace', { who: MIA });
  const asked = await shown('it can be replaced, not deleted');
  await world.submit(asked, { replacement: { type: 'static_select', ...option(other.id) } }, MIA);
  const told = await shown('what 2 people get, and for more than 1 another manager has to allow it');
  expect(await row('old')).not.toBeNull();
  await world.click(told, 'sequence.edit', { who: MIA });
  await shown('Editing *SaaS*, version 1');
});

test('an edit that people have ahead of them shows first what it does to them; so does an older version', async () => {
  await store('intro', 'First');
  await world.enrollIn(await calling('SaaS', 'intro'), ada);
  await world.click(await open('intro'), 'template.edit', { who: MIA });
  const fill = {
    'email.subject': typed('Second'),
    'email.body': typed('Hello?'),
    'email.format': { type: 'radio_buttons', ...option('text') },
  };
  await world.submit(await titled('Edit template', MIA), fill, MIA);
  const review = await shown('Nothing is saved yet. This is what it does:');
  expect(textOf(review)).toContain('•  1 person has it ahead of them, in SaaS.\n•  Subject: “First” → “Second”');
  expect(await row('intro')).toMatchObject({ version: 1 });
  await world.submit(review, fill, MIA);
  const saved = await shown('Saved as version 2.');
  await world.click(saved, 'template.version', { who: MIA, chosen: option(`1:${(await row('intro'))?.id}`) });
  const back = await shown('Version 1 is not restored yet. This is what it does:');
  expect(await row('intro')).toMatchObject({ version: 2 });
  await world.submit(back, {}, MIA);
  await shown('Version 1 is back, as version 3.');
});

test('an edit that too many have ahead of them is asked about in Slack, and saved once another manager allows it', async () => {
  await store('intro', 'First');
  const version = await calling('SaaS', 'intro');
  for (const email of ['ada@example.com', 'bob@example.com']) await world.enrollIn(version, { ...ada, email });
  await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 1 });
  await world.click(await open('intro'), 'template.edit', { who: MIA });
  const fill = {
    'email.subject': typed('Second'),
    'email.body': typed('Hello?'),
    'email.format': { type: 'radio_buttons', ...option('text') },
  };
  await world.submit(await titled('Edit template', MIA), fill, MIA);
  await shown('*intro* is not changed yet: 2 people have it ahead of them, which takes another manager’s yes.');
  expect(await row('intro')).toMatchObject({ version: 1 });
  await world.show();
  const question = await dm(SAM, 'Mia Lindqvist wants to rewrite the text intro. Do you allow it?');
  expect(textOf(question)).toContain('It changes something for 2 of 2 people.');
  expect(textOf(question)).toContain('Subject: Second\nText: Hello?');
  expect(textOf(question)).toContain('Approve and save');
  await world.click(question, 'notice.decide-publish', { who: SAM });
  await world.whisper(SAM, (one) => textOf(one).includes('Saved the text *intro*, version 2.'));
  expect(await row('intro')).toMatchObject({ version: 2, content: { subject: 'Second' } });
  await world.show();
  await dm(MIA, 'Sam Adler allowed it');
});
