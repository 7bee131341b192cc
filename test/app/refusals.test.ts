import { saveContact } from '../../src/app/contacts/saveContact.js';
import { editList } from '../../src/app/fulfillment/editList.js';
import { importFiles } from '../../src/app/importing/importFiles.js';
import { changeSettings, type SettingsChange } from '../../src/app/people/changeSettings.js';
import type { LookedUp } from '../../src/app/ports/looked-up.js';
import type { SendingNumber } from '../../src/app/ports/texter.js';
import { changeDraft } from '../../src/app/sequences/changeDraft.js';
import { savePart, setAsideForm } from '../../src/app/sequences/draftForms.js';
import { previewDraft } from '../../src/app/sequences/previewDraft.js';
import { startDraft } from '../../src/app/sequences/startDraft.js';
import { editTemplate } from '../../src/app/templates/editTemplate.js';
import { runSimulate } from '../../src/cli/simulate.js';
import { settingLimits } from '../../src/domain/limits.js';
import { type Refusal, type RefusalCode, refuse } from '../../src/domain/refusal.js';
import type { settingRefusals } from '../../src/domain/refusals-of-settings.js';
import type { storedRefusals } from '../../src/domain/refusals-of-stored.js';
import { terminal } from '../cli/terminal.js';
import { saysWhatToDo } from '../support/advice.js';
import { type AppWorld, createAppWorld } from '../support/app-world.js';
import { aPerson } from '../support/memory-directory.js';
import { cameTo } from './posting/posting-world.js';

/** One for all: what is stored here under one name is asked for by one example. */
let world: AppWorld;
beforeAll(async () => {
  world = await createAppWorld();
  world.directory.everybody.push({ ...aPerson('guest'), isRefused: true });
  const { manager: actor, app } = world;
  const mail = (template: string, subject?: string) => ({ template, kind: 'email', email: { subject, body: 'B' } });
  for (const file of [mail('intro', 'S'), mail('follow-up')]) await editTemplate(app, { actor, file, over: null });
  await editList(app, { actor, file: aList('kit'), over: null });
  await world.publish({ name: 'Taken', steps: [aMail] });
});
afterAll(() => world.close());

const aMail = { id: 'm', kind: 'email', when: { days: 1 }, email: { subject: 'S', body: 'B' } };
const aTask = { id: 't', kind: 'task', task: { title: 'T', type: 'call' } };
const aList = (list: string, item = 'Mug') => ({
  ...{ list, items: [{ item }], deliver: { to: 'a@b.example', at: '17:00' } },
});

const told = (problems: readonly Refusal[]): Refusal[] => problems.map(({ code, message }) => ({ code, message }));
const problemsIn = (outcome: object): Refusal[] =>
  'problems' in outcome && Array.isArray(outcome.problems) ? told(outcome.problems) : [];

/** What is said of files that are imported together; `deps` stand in for those of the world. */
async function files(all: Readonly<Record<string, unknown>>, by?: string, deps: object = {}): Promise<Refusal[]> {
  const given = Object.entries(all).map(([name, content]) => ({
    name,
    content: typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
  }));
  const asked = { workspaceId: world.workspace.id, ...(by === undefined ? {} : { importedById: by }) };
  return problemsIn(await importFiles({ ...world.app, ...deps }, given, asked));
}
const file = (content: unknown) => files({ 'a.yml': content });
const steps = (...list: readonly object[]) => file({ name: 'New', steps: list });
const rule = (action: object) => steps({ id: 'r', kind: 'rule', do: [action] });
const set = async (change: SettingsChange) =>
  problemsIn(await changeSettings(world.app, { actor: world.admin, change }));
const contact = async (given: Omit<Parameters<typeof saveContact>[1], 'actor' | 'email'>) =>
  problemsIn(await saveContact(world.app, { actor: world.rep, email: 'ada@example.com', ...given }));
const owner = (handle: string) => contact({ details: {}, owner: { by: 'handle', handle } });

/** What `simulate` says of a case in JSON. */
async function simulated(input: string): Promise<Refusal[]> {
  const { io, out } = terminal({}, [input]);
  await runSimulate([], io);
  return told(JSON.parse(out()).errors);
}

/** What it says of a file, where no codes are shown. */
async function simulatedFile(code: RefusalCode, args: readonly string[], content?: string): Promise<Refusal[]> {
  const { io, err } = terminal(content === undefined ? {} : { 'a.yml': content });
  await runSimulate(['a.yml', '--zone', 'UTC', ...args], io);
  return err()
    .split('\n')
    .map((line) => ({ code, message: line.slice(line.indexOf(': ') + 2) }));
}

/** What is said of a step where something is configured otherwise. */
const where = (deps: object, step: object) =>
  files({ 'a.yml': { name: 'New', steps: [{ id: 's', ...step }] } }, undefined, deps);
const aText = { kind: 'sms', from: '+14155550000', sms: { body: 'B' } };
const aCard = { kind: 'postcard', postcard: { template: 'hello' } };
const texterWith = (numbers: LookedUp<readonly SendingNumber[]>) => ({
  texter: { ...world.texter, numbers: async () => numbers },
});

/** What is said of a draft with one step more, or with another name. */
async function draft(name: string | null, step: object = aMail) {
  const actor = await world.member(`m${world.ids.next()}`, { isManager: true });
  const started = await startDraft(world.app, { actor, name });
  if (!started.ok) throw new Error(started.reason);
  const { id: draftId, revision } = started.draft;
  const changed = await changeDraft(world.app, {
    ...{ actor, draftId, revision },
    change: { change: 'addStep', step: { ...step } },
  });
  return { actor, draftId, revision: revision + 1, problems: problemsIn(changed) };
}

/** A sequence that two people are in, where one is the most that a manager decides about alone. */
async function ofMany(name: string, step: object = aMail) {
  const version = await world.publish({ name, steps: [step] });
  await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 1 });
  for (const one of ['one', 'two']) await world.enrollIn(version, { email: `${one}.${world.ids.next()}@example.com` });
}

type Example = readonly [said: () => Promise<readonly Refusal[]>, wanted: Refusal];

/** A worked example for each code: complete by the compiler's word. */
const examples: { readonly [Code in keyof typeof storedRefusals | keyof typeof settingRefusals]: Example } = {
  noSteps: [() => steps(), refuse('noSteps')],
  noSubject: [() => steps({ ...aMail, email: { body: 'B' } }), refuse('noSubject')],
  noSubjectInText: [() => steps({ id: 'm', kind: 'email', template: 'follow-up' }), refuse('noSubjectInText')],
  notEnding: [
    () =>
      steps(
        { ...aTask, task: { title: 'T', type: 'todo' } },
        { id: 'r', kind: 'rule', if: [{ taskOutcome: 't', is: 'sung' }], do: [{ addTag: 'x' }] },
      ),
    refuse('notEnding', 't', ['done', 'skipped'], 'sung', ''),
  ],
  noSequence: [() => rule({ addToSequence: 'Nowhere at all' }), refuse('noSequence', 'Nowhere at all', '')],
  notSettable: [() => rule({ setField: { name: 'email', value: 'x' } }), refuse('notSettable', 'email')],
  noTemplateNamed: [
    () => steps({ id: 'm', kind: 'email', template: 'nowhere-at-all' }),
    refuse('noTemplateNamed', 'nowhere-at-all', ''),
  ],
  templateOfKind: [
    () => steps({ id: 's', kind: 'sms', template: 'intro' }),
    refuse('templateOfKind', 'intro', 'email', 'sms'),
  ],
  neverStored: [
    () => steps({ id: 'f', kind: 'fulfillment', template: 'intro' }),
    refuse('neverStored', ['email', 'task', 'sms', 'postcard'], 'fulfillment'),
  ],
  noListNamed: [
    () => steps({ id: 'f', kind: 'fulfillment', fulfillment: { list: 'nowhere-at-all' } }),
    refuse('noListNamed', 'nowhere-at-all', ''),
  ],

  noTexter: [() => where({ texter: null }, aText), refuse('noTexter')],
  noPrinter: [() => where({ postcards: null }, aCard), refuse('noPrinter')],
  noNumber: [() => where(texterWith({ ok: true, found: [] }), { kind: 'sms', sms: { body: 'B' } }), refuse('noNumber')],
  numberUnchecked: [() => where(texterWith({ ok: false, reason: 'away' }), aText), refuse('numberUnchecked', 'away')],
  notNumber: [() => where({}, aText), refuse('notNumber', '+14155550000', ['+15005550006'])],

  notPerson: [() => rule({ setOwner: '#sales' }), refuse('notPerson')],
  notMember: [() => steps({ ...aTask, assignee: '@guest' }), refuse('notMember', '@guest')],
  nobodyHere: [() => steps({ ...aTask, assignee: '@zebulon' }), refuse('nobodyHere', '@zebulon', '')],
  notInChannel: [() => steps({ ...aTask, assignee: '#secret' }), refuse('notInChannel', '#secret')],
  channelRenamed: [
    async () => {
      await cameTo(world, { name: '#deals', id: 'C0SALES001' });
      return steps({ ...aTask, assignee: '#deals' });
    },
    refuse('channelRenamed', '#deals', '#sales'),
  ],

  sequenceTaken: [
    async () => {
      const { actor, draftId, revision } = await draft('Fresh');
      const change = { change: 'setHead', head: { name: 'Taken', zone: 'account', defaultTime: null } } as const;
      await changeDraft(world.app, { actor, draftId, revision, change });
      const shown = await previewDraft(world.app, { actor, draftId });
      return shown.ok ? told(shown.preview.problems) : [];
    },
    refuse('sequenceTaken', 'Taken'),
  ],
  templateTaken: [
    async () => {
      const intro = { template: 'intro', kind: 'email', email: { subject: 'S', body: 'B' } };
      return problemsIn(await editTemplate(world.app, { actor: world.manager, file: intro, over: null }));
    },
    refuse('templateTaken', 'intro'),
  ],
  listTaken: [
    async () => problemsIn(await editList(world.app, { actor: world.manager, file: aList('kit'), over: null })),
    refuse('listTaken', 'kit'),
  ],
  variantTaken: [
    async () => {
      const { actor, draftId } = await draft('Split');
      const variants = [{ id: 'x', weight: 1, template: 'intro' }];
      const aside = { kind: 'email', variants };
      const form = await setAsideForm(world.app, { actor, draftId, formId: null, file: aside });
      const formId = 'formId' in form ? form.formId : '';
      const place = { list: 'variants', index: 1, or: null } as const;
      return problemsIn(await savePart(world.app, { actor, draftId, formId, place, part: variants[0] }));
    },
    refuse('variantTaken'),
  ],
  otherType: [
    () => file({ name: 'Taken', type: 'date', steps: [{ ...aMail, when: { date: '2026-12-01' } }] }),
    refuse('otherType', 'Taken', 'step'),
  ],
  otherKind: [
    () => file({ template: 'intro', kind: 'task', task: { title: 'T' } }),
    refuse('otherKind', 'intro', 'email'),
  ],
  archived: [
    async () => {
      const { sequenceId } = await world.publish({ name: 'Old', steps: [aMail] });
      await world.pool.query('UPDATE sequences SET archived_at = created_at WHERE id = $1', [sequenceId]);
      return file({ name: 'Old', steps: [aMail] });
    },
    refuse('archived', 'Old'),
  ],
  besides: [
    () => files({ 'a.yml': { name: 'Twin', steps: [aMail] }, 'b.yml': { name: 'Twin', steps: [aMail] } }),
    refuse('besides', 'sequence called Twin', 'a.yml'),
  ],

  breaksOther: [
    async () => {
      await file({ template: 'first', kind: 'email', email: { subject: 'S', body: 'B' } });
      await world.publish({ name: 'Calls first', steps: [{ id: 'm', name: 'M', kind: 'email', template: 'first' }] });
      return file({ template: 'first', kind: 'email', email: { body: 'B' } });
    },
    refuse('breaksOther', '“M” of Calls first', refuse('noSubjectInText').message, 'Calls first'),
  ],
  editOfMany: [
    async () => {
      await ofMany('Many');
      return files({ 'a.yml': { name: 'Many', steps: [{ ...aMail, when: { days: 9 } }] } }, world.manager.id);
    },
    refuse('editOfMany', 2, 'Many', 1, 'many'),
  ],
  textOfMany: [
    async () => {
      const pitch = (subject: string) => ({ template: 'pitch', kind: 'email', email: { subject, body: 'B' } });
      await file(pitch('One'));
      await ofMany('Pitched', { id: 'm', kind: 'email', when: { days: 1 }, template: 'pitch' });
      return files({ 'a.yml': pitch('Two') }, world.manager.id);
    },
    refuse('textOfMany', 1, 'Pitched', 'pitch'),
  ],
  listOfMany: [
    async () => {
      await file(aList('gifts'));
      await ofMany('Given', { id: 'f', kind: 'fulfillment', when: { days: 1 }, fulfillment: { list: 'gifts' } });
      return files({ 'a.yml': aList('gifts', 'Cap') }, world.manager.id);
    },
    refuse('listOfMany', 1, 'Given', 'given'),
  ],

  unreadableFile: [() => simulatedFile('unreadableFile', []), refuse('unreadableFile', 'there is no such file')],
  notYaml: [
    () => file('name: ['),
    refuse('notYaml', 'Flow sequence in block collection must be sufficiently indented and end with a ]'),
  ],
  severalDocuments: [
    () => simulatedFile('severalDocuments', [], 'name: A\n---\nname: B\n'),
    refuse('severalDocuments'),
  ],
  noAnchor: [() => file('name: *Outbound'), refuse('noAnchor', 'Outbound')],
  aliasesTooMany: [
    () =>
      file(
        `a: &a [${'x, '.repeat(9)}x]\nb: &b [${'*a, '.repeat(9)}*a]\nc: &c [${'*b, '.repeat(9)}*b]\nd: [${'*c, '.repeat(9)}*c]\n`,
      ),
    refuse('aliasesTooMany'),
  ],
  fileNotUtf8: [() => files({ 'a.yml': new Uint8Array([0xff, 0xfe, 0xfd]) }), refuse('fileNotUtf8')],
  fileEmpty: [() => file(' \n'), refuse('fileEmpty')],
  notDocument: [() => file({ colour: 'blue' }), refuse('notDocument')],
  notJson: [() => simulated('no'), refuse('notJson', `Unexpected token 'o', "no" is not valid JSON`)],
  noEnrolledAt: [() => simulatedFile('noEnrolledAt', [], 'name: A\nsteps: []\n'), refuse('noEnrolledAt')],
  notField: [() => simulatedFile('notField', ['--field', 'x'], 'name: A\nsteps: []\n'), refuse('notField', 'x')],

  notGrid: [() => set({ delayGridMinutes: 7 }), refuse('notGrid', [1, 5, 10, 15, 30])],
  notLateAfter: [() => set({ lateAfterMinutes: -1 }), refuse('notLateAfter')],
  notPeople: [() => set({ approvalLimit: -1 }), refuse('notPeople', '1,000,000')],
  notMails: [() => set({ mailsPerHour: 0 }), refuse('notMails', '1,000,000')],
  noMailFrom: [() => set({ mailFrom: null }), refuse('noMailFrom')],
  noPostalAddress: [() => set({ postalAddress: ' ' }), refuse('noPostalAddress')],
  notPostalAddress: [
    () => set({ postalAddress: 'here' }),
    refuse('notPostalAddress', 5, settingLimits.postalAddressLength),
  ],
  tooManySenders: [
    () => set({ addSenders: Array.from({ length: 1001 }, (_, index) => `a${index}@example.com`) }),
    refuse('tooManySenders', settingLimits.senders),
  ],
  notManager: [() => set({ addManagers: [{ by: 'handle', handle: 'guest' }] }), refuse('notManager', '@guest')],
  nobodyNamed: [() => owner('zebulon'), refuse('nobodyNamed', '@zebulon', '')],
  notOwnerHere: [() => owner('guest'), refuse('notOwnerHere', '@guest')],
  notFieldName: [() => contact({ details: { fields: { email: 'x' } } }), refuse('notFieldName', 'email')],
};

test.each(Object.entries(examples))('%s is told, in its sentence', async (_code, [said, wanted]) => {
  expect(await said()).toContainEqual(wanted);
});

test.each(Object.entries(examples))('%s says what to do', (_code, [, { message }]) => {
  expect(message).toSatisfy(saysWhatToDo);
});
