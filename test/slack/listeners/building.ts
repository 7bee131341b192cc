import type { StepKind } from '../../../src/domain/steps/step-kind.js';
import type { ShownView } from '../../../src/sandbox/protocol.js';
import { type Filled, MIA, option, type SlackWorld, textOf } from './slack-world.js';

/** What is filled into forms of the builder. */
export const typed = (value: string | null) => ({ type: 'plain_text_input', value });
export const radio = (value: string) => ({ type: 'radio_buttons', ...option(value) });
export const menu = (value: string) => ({ type: 'static_select', ...option(value) });
export const number = (value: string) => ({ type: 'number_input', value });
export const ticked = (value: string) => ({
  type: 'checkboxes',
  selected_options: [option(value).selected_option],
});
export const mail = (subject: string, body = 'Good day.') => ({
  name: typed(subject),
  'email.subject': typed(subject),
  'email.body': typed(body),
});

export const metadataOf = (view: ShownView) =>
  JSON.parse(view.view.private_metadata ?? '{}') as Record<string, unknown>;

/** The manager at work in the builder. */
export function builderOf(world: () => SlackWorld) {
  /** The modal on top, once it says this. */
  const shown = (text: string, who = MIA) => world().modal(who, (one) => textOf(one).includes(text));
  /** The modal on top, once it has an input of this block. */
  const asking = (blockId: string) =>
    world().modal(MIA, ({ view }) => view.blocks.some(({ block_id }) => block_id === blockId));
  const submit = (form: ShownView, filled: Filled = {}) => world().submit(form, filled, MIA);
  const click = (place: ShownView, actionId: string, more: Omit<Parameters<SlackWorld['click']>[2], 'who'> = {}) =>
    world().click(place, actionId, { who: MIA, ...more });
  const open = async (name = 'SaaS outbound') => {
    await world().type(`new ${name}`, MIA);
    return shown('No steps yet');
  };
  /** Opens the form of a new step. */
  const begin = async (builder: ShownView, kind: StepKind) => {
    await click(builder, 'builder.add', { value: kind });
    return world().modal(MIA, ({ view }) => {
      const { kind: of, stepId } = JSON.parse(view.private_metadata ?? '{}') as Record<string, unknown>;
      return of === kind && stepId === null;
    });
  };
  return {
    shown,
    asking,
    submit,
    click,
    open,
    begin,
    /** Opens the form of a new step, and saves it; the builder as it shows the step. */
    add: async (builder: ShownView, kind: StepKind, filled: Filled, shows: string) => {
      await submit(await begin(builder, kind), filled);
      return shown(shows);
    },
    /** What is wrong, by block, once something is. */
    errors: async () => (await world().modal(MIA, (one) => Object.keys(one.errors).length > 0)).errors,
    /** The steps of the draft that a view belongs to. */
    stepsOf: async (view: ShownView) => {
      const draft = await world().store.read.drafts.byId(String(metadataOf(view).draftId));
      return draft?.definition.steps as readonly Record<string, unknown>[];
    },
  };
}
