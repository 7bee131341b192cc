import { createSlackWorld, MIA, RANDOM, SALES, type SlackWorld, textOf } from './slack-world.js';

/** How digests are scheduled, listed, shown and turned off. */
let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

describe('digest', () => {
  test('here, daily, at a time: scheduled by a manager, listed, turned off, undone', async () => {
    await world.type('digest here daily 08:30', MIA);
    const said = await world.whisper(MIA, (one) => textOf(one).includes('gets a digest'));
    expect(textOf(said)).toContain(`<#${SALES}> gets a digest every day at 08:30`);
    await world.type('digest here daily 8:30', MIA);
    const again = await world.whisper(MIA, (one) => textOf(one).includes('already. The next: '));
    expect(textOf(again)).not.toContain('Before:');
    await world.type('digest list', MIA);
    expect(textOf(await world.whisper(MIA, (one) => one.text === '1 digest'))).toContain('08:30');
    await world.type('digest off', MIA);
    const off = await world.whisper(MIA, (one) => textOf(one).includes('no digest any more'));
    const digests = () => world.store.read.digests.all(world.workspace.id);
    expect(await digests()).toEqual([]);
    await world.click(off, 'answer.undo', { who: MIA });
    await world.whisper(MIA, (one) => one.ts !== said.ts && textOf(one).includes('gets a digest'));
    expect(await digests()).toMatchObject([{ channel: SALES, at: '08:30' }]);
  });

  test('a channel that the app is not in is answered with what to do', async () => {
    await world.type('digest here daily 08:30', MIA, RANDOM);
    const said = await world.whisper(MIA, (one) => textOf(one) !== '');
    expect(textOf(said)).toMatch(/not in #random yet\. Type \/invite <@U0DRUMBEAT> there/);
  });

  test('in the DM with the app a form asks for the channel, and keeps what was said', async () => {
    await world.type('digest here weekdays 9am', MIA, 'D0MIA00001');
    const { view } = await world.modal(MIA);
    expect(JSON.stringify(view)).toContain('A digest goes to a channel');
    expect(JSON.stringify(view)).not.toContain('initial_conversation');
    expect(JSON.stringify(view)).toContain('"initial_time":"09:00"');
    expect(JSON.stringify(view)).toMatch(/"initial_option":[\s\S]*"weekdays"/);
  });

  test('a form for a channel that has one shows it', async () => {
    await world.type('digest here weekdays 07:15', MIA);
    await world.whisper(MIA, (one) => textOf(one).includes('gets a digest'));
    await world.type('digest', MIA);
    const { view } = await world.modal(MIA);
    expect(JSON.stringify(view)).toContain(`<#${SALES}> gets one already, Monday to Friday at 07:15`);
    expect(JSON.stringify(view)).toContain('"initial_time":"07:15"');
    expect(JSON.stringify(view)).toMatch(/"initial_option":[\s\S]*"weekdays"/);
  });

  test('its times stand on the reader’s clock, the channel’s beside it', async () => {
    const form = { zone: { type: 'plain_text_input', value: 'Europe/London' } };
    await world.type('digest here', MIA);
    await world.submit(await world.modal(MIA), form, MIA);
    const time = 'Tue 3 Mar, 00:30 (08:30 in London)';
    const said = textOf(await world.modal(MIA, (one) => textOf(one).includes('gets a digest')));
    expect(said).toContain(`at 08:30 (Europe/London). The first: ${time}.`);
    await world.type('digest list', MIA);
    expect(textOf(await world.whisper(MIA, (one) => one.text === '1 digest'))).toContain(`Next: ${time}`);
  });

  test('a rep is told who could', async () => {
    await world.type('digest here daily 08:30');
    expect(textOf(await world.whisper(undefined, (one) => textOf(one) !== ''))).toContain('it takes a manager');
  });

  test('a rep is told so before there is a form to fill in', async () => {
    await world.type('digest');
    expect(textOf(await world.whisper())).toContain('You cannot schedule digests: it takes a manager');
  });

  test('without a time a form asks, and says at the field what is wrong', async () => {
    await world.type('digest here', MIA);
    const form = await world.modal(MIA);
    await world.submit(form, { zone: { type: 'plain_text_input', value: 'Mars/Olympus' } }, MIA);
    expect((await world.modal(MIA)).errors.zone).toContain('Mars/Olympus');
    const channel = (selected_conversation: string) => ({
      channel: { type: 'conversations_select', selected_conversation },
      rhythm: {
        type: 'radio_buttons',
        selected_option: { text: { type: 'plain_text', text: 'x' }, value: 'weekdays' },
      },
    });
    await world.submit(form, channel(RANDOM), MIA);
    const again = await world.modal(MIA, (one) => textOf(one).includes('/invite <@U0DRUMBEAT>'));
    expect(JSON.stringify(again.view)).toMatch(/"initial_option":[\s\S]*"weekdays"/);
    await world.submit(again, channel(SALES), MIA);
    const said = await world.modal(MIA, (one) => textOf(one).includes('gets a digest'));
    expect(textOf(said)).toContain('Monday to Friday at 08:30');
  });

  test('a form is acknowledged before Slack is asked about the channel', async () => {
    await world.type('digest here', MIA);
    const form = await world.modal(MIA);
    const asked: string[] = [];
    const channel = world.deps.directory.channel;
    world.deps.directory.channel = async (id) => {
      const { view } = await world.modal(MIA, (one) => one.view.callback_id !== form.view.callback_id);
      asked.push(view.callback_id ?? '');
      return channel(id);
    };
    await world.submit(form, {}, MIA);
    await world.modal(MIA, (one) => textOf(one).includes('gets a digest'));
    expect(asked).toEqual(['shown']);
  });

  test('now shows it to the caller alone', async () => {
    await world.type('digest now');
    expect(textOf(await world.whisper(undefined, (one) => one.text.startsWith('Digest')))).toContain('Digest for');
  });
});
