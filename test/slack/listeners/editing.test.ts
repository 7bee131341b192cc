import type { ShownView } from '../../../src/sandbox/protocol.js';
import { builderOf, mail, menu, radio, typed } from './building.js';
import { ANA, eachSlackWorld, MIA, option, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** Editing a live sequence: the draft, the review, a manager's yes, versions. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});
const { shown, submit, click, add, begin, asking } = builderOf(() => world);

const later = { ...steps.hello, id: 'later', name: 'Later', when: { days: 3, at: '10:00' } };
const live = async (people = 1) => {
  const version = await world.publish({ name: 'Outbound', steps: [steps.hello, later] });
  const enrolled = [];
  for (let one = 0; one < people; one += 1) enrolled.push((await world.enrollIn(version)).enrollment.id);
  return { version, enrolled };
};
const open = async (who = MIA) => {
  await world.type('edit outbound', who);
  return shown('Editing *Outbound*, version 1', who);
};
/** A new mail in front of all others, and the review of that. */
const reviewed = async () => {
  const builder = await open();
  await submit(await begin(builder, 'email'), {
    ...mail('Case study'),
    place: { type: 'static_select', ...option('first') },
  });
  const changed = await shown('*1.*  *Case study*');
  await submit(changed);
  return shown('Nothing is published yet');
};
const nextOf = async (id: string | undefined) =>
  (await world.store.read.enrollments.byId(id ?? ''))?.progress.pending?.stepId;
/** The builder, a step's form and a condition's are the three that Slack puts on each other. */
const conditionIn = async (builder: ShownView) => {
  await click(await begin(builder, 'rule'), 'step.add-condition', { chosen: option('tag') });
  await submit(await asking('tag'), { tag: typed('prospect') });
  await shown('has the tag “prospect”');
};
const dm = (who: string, says: string) => world.dm(who, says);

test('what publishing does is shown first, and done by the second click', async () => {
  const { enrolled } = await live(2);
  const review = await reviewed();
  expect(textOf(review)).toContain('2 get Case study next, today 10:00.');
  expect(textOf(review)).toContain('New: 1. Case study\n      ◦  Subject: Case study');
  expect(await nextOf(enrolled[0])).toBe('hello');
  await submit(review);
  expect(textOf(await shown('Published'))).toContain('Published *Outbound*, version 2. 2 people go on in it.');
  expect(await nextOf(enrolled[0])).toBe('case-study');
  const contact = await world.store.read.contacts.byId(
    (await world.store.read.enrollments.byId(enrolled[0] ?? ''))?.contactId ?? '',
  );
  await world.type(`status ${contact?.email}`, MIA);
  const status = await world.whisper(MIA, (one) => textOf(one).includes('Enrolled'));
  expect(textOf(status)).toContain('“Case study” is next by the edit of version 2: Mon 2 Mar, 10:00, by Mia Lindqvist');
});

test('in a sequence on dates those at the end have no choice, and are told apart', async () => {
  const dated = (id: string, date: string) => ({ ...steps.hello, id, name: id, when: { date, at: '10:00' } });
  const version = await world.publish({ name: 'Outbound', type: 'date', steps: [dated('first', '2026-03-02')] });
  const { enrollment } = await world.enrollIn(version);
  await world.runAt('2026-03-02T10:00');
  expect(await nextOf(enrollment.id)).toBeUndefined();
  const form = await begin(await open(), 'email');
  await submit(form, { ...mail('More'), 'when.date': { type: 'datepicker', selected_date: '2026-03-09' } });
  await submit(await shown('*2.*  *More*'));
  const review = await shown('1 at the end gets what comes new: More, Mon 9 Mar, 10:00.');
  expect(review.view.blocks.some(({ block_id }) => block_id === 'finished')).toBe(false);
  await submit(review);
  await shown('Published');
  expect(await nextOf(enrollment.id)).toBe('more');
});

test('those at the end can be left finished', async () => {
  const { enrolled } = await live();
  await world.runAt('2026-03-02T10:00');
  await world.runAt('2026-03-05T10:00');
  expect(await nextOf(enrolled[0])).toBeUndefined();
  const builder = await add(await open(), 'email', mail('More'), '*3.*  *More*');
  await submit(builder);
  const review = await shown('1 is at the end');
  expect(textOf(review)).toContain('They get what comes new');
  await submit(review, { finished: radio('leave') });
  await shown('Published');
  expect(await nextOf(enrolled[0])).toBeUndefined();
});

test('the review leads back to the steps, and a draft that says nothing new is not published', async () => {
  await live();
  const review = await reviewed();
  await click(review, 'builder.go-on');
  const builder = await shown('*1.*  *Case study*');
  await click(builder, 'builder.step', { chosen: option('remove:case-study') });
  const same = await world.modal(MIA, (one) => !textOf(one).includes('Case study'));
  await submit(same);
  await shown('Nothing is changed');
});

test('who goes on with a draft finds it, and who discards it begins with what is live', async () => {
  await live();
  await world.dismiss(await reviewed(), MIA);
  await world.type('edit outbound', MIA);
  const offer = await world.whisper(MIA, (one) => textOf(one).includes('You have a draft of'));
  await world.click(offer, 'builder.edit-anew', { who: MIA });
  const anew = await shown('Editing *Outbound*');
  expect(textOf(anew)).not.toContain('Case study');
});

test('what was published meanwhile is shown to the second editor, who can drop theirs or go on', async () => {
  await live();
  const review = await reviewed();
  const theirs = await open(SAM);
  expect(textOf(theirs)).toContain('Mia Lindqvist has a draft of it too');
  await world.click(theirs, 'builder.step', { who: SAM, chosen: option('remove:later') });
  const cut = await world.modal(SAM, (one) => !textOf(one).includes('*Later*'));
  await world.submit(cut, {}, SAM);
  await world.submit(await shown('Removed: Later', SAM), {}, SAM);
  await shown('Published', SAM);
  await submit(review);
  const told = await shown('Sam Adler published version 2');
  expect(textOf(told)).toContain('New: 3. Later');
  await submit(told);
  expect(textOf(await shown('version 3. Nothing is published yet'))).toContain('New: 1. Case study');
});

describe('more people than the limit', () => {
  beforeEach(async () => {
    await world.type('settings', SAM);
    const form = await world.modal(SAM, ({ view }) => view.blocks.some(({ block_id }) => block_id === 'approvalLimit'));
    await world.submit(form, { approvalLimit: { type: 'number_input', value: '1' } }, SAM);
    await shown('takes another manager’s yes', SAM);
  });

  test('another manager is asked in Slack, allows it there, and both messages say so', async () => {
    const { enrolled } = await live(2);
    const review = await reviewed();
    expect(textOf(review)).toContain('Sam Adler has to allow it');
    await submit(review);
    await shown('Asked Sam Adler. It is published the moment it is allowed');
    expect(await nextOf(enrolled[0])).toBe('hello');
    await world.show();
    const question = await dm(SAM, 'Do you allow it?');
    expect(textOf(question)).toContain('It changes something for 2 of 2 people.');
    expect(textOf(question)).toContain('New: 1. Case study');
    expect(textOf(question)).toContain('Subject: Case study\n      Text: Good day.');
    await world.click(question, 'notice.decide-publish', { who: SAM });
    await world.whisper(SAM, (one) => textOf(one).includes('Published *Outbound*, version 2'));
    expect(await nextOf(enrolled[0])).toBe('case-study');
    await world.show();
    const settled = await dm(SAM, 'Sam Adler allowed it');
    expect(JSON.stringify(settled.blocks)).not.toContain('decide-publish');
    await dm(MIA, 'Sam Adler allowed it');
    await world.type('show outbound', MIA);
    const message = await world.whisper(MIA, (one) => textOf(one).includes('Versions'));
    await world.click(message, 'sequence.versions', { who: MIA });
    const versions = textOf(await shown('*Version 1*'));
    expect(versions).toMatch(/Version 2\*.* by Mia Lindqvist, allowed by Sam Adler\n/);
    expect(versions).not.toMatch(/Version 1\*.*allowed/);
  });

  test('who refuses it leaves all as it was', async () => {
    const { enrolled } = await live(2);
    await submit(await reviewed());
    await shown('Asked Sam Adler');
    await world.show();
    const question = await dm(SAM, 'Do you allow it?');
    const refuse = JSON.stringify(question.blocks).match(/refuse [0-9a-f-]+/)?.[0] ?? '';
    await world.click(question, 'notice.decide-publish', { who: SAM, value: refuse });
    await world.whisper(SAM, (one) => textOf(one).includes('stays as it is'));
    expect(await nextOf(enrolled[0])).toBe('hello');
    await world.show();
    await dm(MIA, 'Sam Adler refused it');
  });
});

test('versions are looked at, compared and restored', async () => {
  const { version } = await live();
  await submit(await reviewed());
  await shown('Published');
  await world.type('show outbound', MIA);
  const message = await world.whisper(MIA, (one) => textOf(one).includes('Versions'));
  await world.click(message, 'sequence.versions', { who: MIA });
  const list = await shown('*Version 1*');
  expect(textOf(list)).toContain('*Version 2* (present)');
  await click(list, 'sequence.version', { chosen: option(`compare:${version.id}`) });
  const compared = await shown('what version 1 has');
  expect(textOf(compared)).toContain('Removed: Case study');
  await world.dismiss(compared, MIA);
  const again = await shown('*Version 1*');
  await click(again, 'sequence.version', { chosen: option(`look:${version.id}`) });
  const looked = await shown('*2.*  *Later*');
  expect(textOf(looked)).toContain(`_Subject:_ ${steps.hello.email.subject}\n_Text:_ ${steps.hello.email.body}`);
  expect(textOf(looked)).toContain('usually at 10:00  ·  ends on a reply or a booked meeting');
  await world.dismiss(looked, MIA);
  await click(await shown('*Version 1*'), 'sequence.version', { chosen: option(`restore:${version.id}`) });
  const builder = await shown('Editing *Outbound*, version 2');
  expect(textOf(builder)).toContain('These are the steps of version 1. *Review* shows what bringing them back does.');
  expect(textOf(builder)).not.toContain('Case study');
  await conditionIn(builder);
});

describe('a modal that leads to the builder makes room for its three', () => {
  test('from the choice of a sequence, and from its versions', async () => {
    const { version } = await live();
    await submit(await reviewed());
    await shown('Published');
    await world.type('show', MIA);
    await submit(await asking('sequence'), { sequence: menu(version.sequenceId) });
    await click(await shown('Versions'), 'sequence.versions');
    await click(await shown('*Version 1*'), 'sequence.version', { chosen: option(`restore:${version.id}`) });
    await conditionIn(await shown('Editing *Outbound*, version 2'));
  });

  test('where a draft is thrown away for it', async () => {
    const { version } = await live();
    await world.dismiss(await reviewed(), MIA);
    await world.type('show', MIA);
    await submit(await asking('sequence'), { sequence: menu(version.sequenceId) });
    await click(await shown('Versions'), 'sequence.edit');
    await click(await shown('You have a draft of'), 'builder.edit-anew');
    await conditionIn(await shown('Editing *Outbound*'));
  });
});

test('a rep is told who can edit', async () => {
  await live();
  await world.type('edit outbound', ANA);
  expect(textOf(await world.whisper(ANA))).toContain('it takes a manager');
});
