import { ANA, type Harness, startHarness } from '../harness.js';
import { plain, silenceUntilTimeout } from './acting.js';

/** What submitting and closing a modal brings to the program, and what its acknowledgement does. */
let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

describe('a submission', () => {
  const field = (id: string, element: object = {}, more: object = {}) => ({
    type: 'input',
    block_id: id,
    label: plain(id),
    element: { type: 'plain_text_input', action_id: 'value', ...element },
    ...more,
  });
  const form = { submit: plain('Save'), blocks: [field('name'), field('note', {}, { optional: true })] };
  const submit = (viewId: string, name: string | null = 'Ada') =>
    harness.post('/submissions', {
      person: ANA,
      viewId,
      state: { name: { value: { type: 'plain_text_input', value: name } } },
    });
  const modals = async () => (await harness.snapshot()).modals;

  test('carries the view with all of its state, and an empty acknowledgement closes the modal', async () => {
    const viewId = await harness.open({ ...form, callback_id: 'enroll', private_metadata: 'x' });
    await submit(viewId);
    expect(harness.received[0]?.payload).toMatchObject({
      type: 'view_submission',
      user: { id: ANA },
      trigger_id: expect.any(String),
      response_urls: [],
      view: {
        id: viewId,
        type: 'modal',
        callback_id: 'enroll',
        private_metadata: 'x',
        hash: expect.any(String),
        state: {
          values: {
            name: { value: { type: 'plain_text_input', value: 'Ada' } },
            note: { value: { type: 'plain_text_input', value: null } },
          },
        },
      },
    });
    expect(await modals()).toEqual([]);
  });

  test.each<[string, object, string | null, string]>([
    ['an empty required field', {}, '', 'Please complete this required field.'],
    ['a field that was never touched', {}, null, 'Please complete this required field.'],
    ['a short text', { min_length: 3 }, 'ab', 'Must be at least 3 characters.'],
    ['a long text', { max_length: 3 }, 'abcd', 'Must be no more than 3 characters.'],
    ['no address', { type: 'email_text_input' }, 'ada', 'Must be a valid email address.'],
    ['no link', { type: 'url_text_input' }, 'ada', 'Must be a valid URL.'],
    ['no number', { type: 'number_input', is_decimal_allowed: true }, 'ten', 'Must be a number.'],
    ['a fraction', { type: 'number_input', is_decimal_allowed: false }, '1.5', 'Must be a whole number.'],
    [
      'a number too small',
      { type: 'number_input', is_decimal_allowed: false, min_value: '9' },
      '8',
      'Must be 9 or more.',
    ],
    [
      'a number too great',
      { type: 'number_input', is_decimal_allowed: false, max_value: '9' },
      '10',
      'Must be 9 or less.',
    ],
  ])('with %s shows it at the field without asking the program', async (_name, element, value, error) => {
    const viewId = await harness.open({ submit: plain('Save'), blocks: [field('name', element)] });
    await submit(viewId, value);
    expect(harness.received).toEqual([]);
    expect((await modals())[0]?.errors).toEqual({ name: error });
  });

  test('counts an initial value as filled in', async () => {
    const viewId = await harness.open({ submit: plain('Save'), blocks: [field('name', { initial_value: 'Ada' })] });
    await harness.post('/submissions', { person: ANA, viewId, state: {} });
    expect(harness.received[0]?.payload.view.state.values.name.value.value).toBe('Ada');
  });

  test('acknowledged with errors shows them at their fields, until the next submission', async () => {
    const viewId = await harness.open(form);
    harness.answerWith(() => ({ json: { response_action: 'errors', errors: { name: 'Already enrolled' } } }));
    await submit(viewId);
    expect((await modals())[0]).toMatchObject({ errors: { name: 'Already enrolled' } });
    harness.answerWith(() => ({}));
    await submit(viewId);
    expect(await modals()).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['errors for a block that is no input', { response_action: 'errors', errors: { heading: 'x' } }],
    ['no errors at all', { response_action: 'errors', errors: {} }],
    ['an unknown action', { response_action: 'close' }],
    ['a view that Slack refuses', { response_action: 'update', view: { type: 'modal', blocks: [] } }],
    ['a home view', { response_action: 'push', view: { type: 'home', blocks: [] } }],
  ])('acknowledged with %s shows an error across the modal', async (_name, json) => {
    const viewId = await harness.open({ ...form, blocks: [...form.blocks, { type: 'divider', block_id: 'heading' }] });
    harness.answerWith(() => ({ json }));
    await submit(viewId);
    expect(await modals()).toMatchObject([{ id: viewId, errors: {}, banner: expect.stringContaining('trouble') }]);
  });

  test('can be answered with another view in its place, on top, or none at all', async () => {
    const viewId = await harness.open(form);
    const next = (title: string) => ({ type: 'modal', ...form, title: plain(title) });
    harness.answerWith(() => ({ json: { response_action: 'update', view: next('Second') } }));
    await submit(viewId);
    expect(await modals()).toMatchObject([{ id: viewId, view: { title: plain('Second') } }]);
    harness.answerWith(() => ({ json: { response_action: 'push', view: next('Third') } }));
    await submit(viewId);
    const pushed = (await modals())[1]?.id ?? '';
    expect(await modals()).toHaveLength(2);
    expect((await submit(viewId)).status).toBe(409);
    harness.answerWith(() => ({}));
    await submit(pushed);
    expect(await modals()).toMatchObject([{ id: viewId }]);
    harness.answerWith(() => ({ json: { response_action: 'clear' } }));
    await submit(viewId);
    expect(await modals()).toEqual([]);
  });

  test('answered with another view keeps what was filled in where the ids stay', async () => {
    const viewId = await harness.open(form);
    const view = { type: 'modal', ...form, title: plain('Second'), blocks: [field('name'), field('city')] };
    harness.answerWith(() => ({ json: { response_action: 'update', view } }));
    await submit(viewId);
    const filled = (value: string | null) => ({ value: { type: 'plain_text_input', value } });
    expect((await modals())[0]?.state).toEqual({ name: filled('Ada'), city: filled(null) });
  });

  test('that is not acknowledged within 3 seconds keeps the modal and says so', async () => {
    const viewId = await harness.open(form);
    await silenceUntilTimeout(harness, () => submit(viewId));
    expect((await modals())[0]?.banner).toBe('Drumbeat did not answer within 3 seconds. Try again?');
  });
});

describe('closing a modal', () => {
  const close = (viewId: string) => harness.post('/closings', { person: ANA, viewId });

  test('tells the program where the view asks for it', async () => {
    await close(await harness.open({}));
    expect(harness.received).toEqual([]);
    const viewId = await harness.open({ notify_on_close: true });
    await close(viewId);
    expect(harness.received[0]?.payload).toMatchObject({
      type: 'view_closed',
      is_cleared: false,
      view: { id: viewId },
    });
    expect((await harness.snapshot()).modals).toEqual([]);
    expect((await close(viewId)).status).toBe(409);
  });

  test('clears the stack with clear_on_close', async () => {
    const root = await harness.open({ submit: plain('Next'), notify_on_close: true });
    const view = { type: 'modal', title: plain('Top'), blocks: [], clear_on_close: true };
    harness.answerWith(() => ({ json: { response_action: 'push', view } }));
    await harness.post('/submissions', { person: ANA, viewId: root, state: {} });
    await close((await harness.snapshot()).modals[1]?.id ?? '');
    expect((await harness.snapshot()).modals).toEqual([]);
    expect(harness.received.at(-1)?.payload).toMatchObject({
      type: 'view_closed',
      is_cleared: true,
      view: { id: root },
    });
  });
});
