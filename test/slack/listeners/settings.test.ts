import { BEN, createSlackWorld, MIA, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** How the settings are shown and changed. */
let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

describe('settings', () => {
  test('an admin changes them in a form, with what is wrong at its field', async () => {
    await world.type('settings', SAM);
    const form = await world.modal(SAM);
    const zone = (value: string) => ({ zone: { type: 'plain_text_input', value } });
    await world.submit(form, zone('Nowhere'), SAM);
    expect((await world.modal(SAM)).errors.zone).toContain('Nowhere is not a time zone');
    const managers = { managers: { type: 'multi_users_select', selected_users: [MIA, BEN] } };
    await world.submit(form, { ...zone('Europe/London'), ...managers }, SAM);
    const saved = textOf(await world.modal(SAM, (one) => textOf(one).includes('Saved')));
    expect(saved).toContain('The time zone is Europe/London.');
    expect(saved).toContain('Managers');
    expect((await world.store.read.members.byId(world.ben.id))?.isManager).toBe(true);
  });

  test('a postal address or sender of the configuration cannot be emptied, and the field says so', async () => {
    await world.close();
    const configured = { mailFrom: 'team@example.com', postalAddress: '3 Pier Road' };
    world = await createSlackWorld({ deps: (deps) => ({ ...deps, settings: { ...deps.settings, ...configured } }) });
    await world.store.transact((tables) =>
      tables.workspaces.update(world.workspace.id, { mailFrom: null, postalAddress: null }),
    );
    await world.type('settings', SAM);
    const empty = { type: 'plain_text_input', value: null };
    const zone = { type: 'plain_text_input', value: 'Lodnon' };
    await world.submit(await world.modal(SAM), { postalAddress: empty, mailFrom: empty, zone }, SAM);
    const { errors } = await world.modal(SAM, (one) => 'postalAddress' in one.errors);
    expect(errors.zone).toBe('Lodnon is not a time zone; did you mean Europe/London?');
    expect(errors.postalAddress).toBe('Every mail needs one: it cannot be empty.');
    expect(errors.mailFrom).toBe('Mails need an address to come from: it cannot be empty.');
  });

  test('everybody else sees them, and cannot change them in one line either', async () => {
    await world.type('settings');
    const page = await world.modal();
    expect(page.view).not.toHaveProperty('submit');
    await world.type('settings zone Europe/London');
    expect(textOf(await world.whisper())).toContain('it takes an admin');
  });

  test('who may be a sender is listed in the form or in one line, and a mistake stands at its field', async () => {
    await world.type('settings', SAM);
    const form = await world.modal(SAM);
    const senders = (value: string) => ({ mailSenders: { type: 'plain_text_input', value } });
    await world.submit(form, senders('ana@team.example\n@harbor'), SAM);
    expect((await world.modal(SAM, (one) => 'mailSenders' in one.errors)).errors.mailSenders).toContain('@harbor');
    await world.submit(form, senders('ana@team.example\n@harbor.example'), SAM);
    await world.modal(SAM, (one) => textOf(one).includes('Mails may come from ana@team.example, @harbor.example too.'));
    await world.publish({ name: 'Harbor', steps: [{ ...steps.followUp, from: { address: 'eve@harbor.example' } }] });
    await world.type('settings sender remove @harbor.example', SAM);
    const saved = await world.whisper(SAM, (one) => textOf(one).includes('Mails may come from ana@team.example too.'));
    expect(textOf(saved)).toContain('Mails of “Harbor” (eve@harbor.example) come from where they may not any more');
  });

  test('in one line: a manager', async () => {
    await world.type('settings manager @ben', SAM);
    await world.whisper(SAM, (one) => textOf(one).includes('Managers'));
    expect((await world.store.read.members.byId(world.ben.id))?.isManager).toBe(true);
  });
});
