import type { StepFileJson } from '../../../src/domain/sequence/file.js';
import type { StepKind } from '../../../src/domain/steps/step-kind.js';
import type { ShownView } from '../../../src/sandbox/protocol.js';
import { stepFormModal } from '../../../src/slack/views/builder/step-form.js';
import { aStepForm } from '../views/shown-for-tests.js';
import { untouched } from '../views/untouched.js';
import { builderOf, menu } from './building.js';
import { type Filled, MIA, option, type SlackWorld, textOf } from './slack-world.js';

/**
 * Somebody who makes a list of steps out of a live sequence's, by the builder's forms and menus alone, and publishes it. How
 * a form is filled in so that it says a step is seen from the form that has the step in it already.
 */
export function editorOf(world: () => SlackWorld) {
  const { shown, submit, click, begin, stepsOf } = builderOf(world);

  /** Makes the choices that show further fields one after the other, as they come, and saves. */
  const fill = async (form: ShownView, step: StepFileJson, after: string | null): Promise<void> => {
    const wanted = fieldsOf(step);
    for (let view = form; ; ) {
      const here = present(view, { ...wanted, place: menu(after === null ? 'first' : `after:${after}`) });
      const choice = choiceToMake(view, here);
      if (choice === null) return submit(view, here);
      const { type: _, ...chosen } = here[choice.blockId] ?? {};
      await click(view, choice.actionId, { chosen, filled: here });
      view = await world().modal(MIA, (one) => chosenIn(one, choice.blockId) === chosenOf(here[choice.blockId] ?? {}));
    }
  };

  return async (name: string, steps: readonly StepFileJson[]): Promise<void> => {
    await world().type(`edit ${name}`, MIA);
    let builder = await shown(`Editing *${name}*`);
    const ids = async () => (await stepsOf(builder)).map(({ id }) => String(id));
    /** The builder once its draft was changed. */
    const changed = async () => {
      const { revision } = metadataOf(builder);
      builder = await world().modal(
        MIA,
        (one) => textOf(one).includes('Editing') && metadataOf(one).revision !== revision,
      );
    };
    for (const id of await ids()) {
      if (steps.some((step) => step.id === id)) continue;
      await click(builder, 'builder.step', { chosen: option(`remove:${id}`) });
      await changed();
    }
    for (const [index, step] of steps.entries()) {
      const after = index === 0 ? null : String(steps[index - 1]?.id);
      const list = await stepsOf(builder);
      const at = list.findIndex(({ id }) => id === step.id);
      if (at === -1) await fill(await begin(builder, step.kind as StepKind), step, after);
      else if (says(list[at] ?? {}) === says(step) && String(list[at - 1]?.id ?? null) === String(after)) continue;
      else {
        await click(builder, 'builder.step', { chosen: option(`edit:${step.id}`) });
        await fill(await world().modal(MIA, (one) => metadataOf(one).stepId === step.id), step, after);
      }
      await changed();
    }
    await submit(builder);
    await submit(await shown('Nothing is published yet'));
    await world().dismiss(await shown('Published'), MIA);
  };
}

const metadataOf = (view: ShownView) => JSON.parse(view.view.private_metadata ?? '{}') as Record<string, unknown>;

/** What a step says, however its keys stand; its name is none of it. */
function says({ name: _, ...step }: StepFileJson): string {
  return JSON.stringify(step, Object.keys(flattened(step)).sort());
}

function flattened(value: object): Record<string, true> {
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, inner]) => ({
      [key]: true,
      ...(typeof inner === 'object' && inner !== null ? flattened(inner) : {}),
    })),
  );
}

/** Block by block, as Slack sends it; what is empty is left as it is. */
function fieldsOf(step: StepFileJson): Filled {
  const when = Object(step.when) as object;
  const type = 'date' in when || 'event' in when ? 'date' : 'step';
  const view = stepFormModal(aStepForm({ kind: step.kind as StepKind, type, file: step, stepId: String(step.id) }));
  return Object.fromEntries(
    Object.entries(untouched(view)).map(([blockId, block]) => {
      const [element = {}] = Object.values(block);
      // Boxes can be ticked off again; whatever else is empty was empty before.
      const isFilled = ([key, value]: [string, unknown]) =>
        key === 'selected_options' ? element.type === 'checkboxes' : value !== null;
      return [blockId, Object.fromEntries(Object.entries(element).filter(isFilled))];
    }),
  );
}

function present({ view }: ShownView, wanted: Filled): Filled {
  const there = new Set(view.blocks.map(({ block_id }) => block_id));
  return Object.fromEntries(
    Object.entries(wanted).filter(([blockId, value]) => there.has(blockId) && Object.keys(value).length > 1),
  );
}

/** A choice that differs from the form's, and of which the form has to be told before it shows the right fields. */
function choiceToMake({ view }: ShownView, wanted: Filled): { actionId: string; blockId: string } | null {
  for (const block of view.blocks) {
    if (block.type !== 'input' || block.block_id === undefined) continue;
    const { dispatch_action: tells, element } = block as { dispatch_action?: boolean; element: { action_id: string } };
    const to = wanted[block.block_id];
    const now = Object.values(untouched(view)[block.block_id] ?? {})[0] ?? {};
    if (tells === true && to !== undefined && chosenOf(to) !== chosenOf(now)) {
      return { actionId: element.action_id, blockId: block.block_id };
    }
  }
  return null;
}

function chosenIn({ view }: ShownView, blockId: string): string {
  return chosenOf(Object.values(untouched(view)[blockId] ?? {})[0] ?? {});
}

function chosenOf(element: object): string {
  const { selected_option: one, selected_options: several } = element as {
    selected_option?: { value: string } | null;
    selected_options?: { value: string }[] | null;
  };
  return [one?.value, ...(several ?? []).map(({ value }) => value)].join();
}
