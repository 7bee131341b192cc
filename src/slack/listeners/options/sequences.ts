import type { PlainTextOption } from '@slack/types';
import { listTemplates } from '../../../app/sequences/listTemplates.js';
import { isOutward, stepLabel } from '../../../domain/steps/step.js';
import { firstLine } from '../../../domain/template/stored-template.js';
import { callbackIds } from '../../action-ids.js';
import { option } from '../../views/blocks.js';
import { readEnrollForm } from '../../views/enroll.js';
import { SLACK_LIMITS } from '../../views/limits.js';
import { readTestForm } from '../../views/pick-modals.js';
import { chosenSequence } from '../enrolling/form-request.js';
import type { OptionsHandler } from './options.js';

/** Sequences by name; values are their ids. */
export const sequenceOptions: OptionsHandler = async ({ deps, workspace, typed }) => {
  const sequences = await deps.store.read.sequences.all(workspace.id);
  return matching(
    sequences.map(({ id, name }) => option(name, id)),
    typed,
  );
};

/** Steps of the sequence that the view has chosen. */
export const stepOptions: OptionsHandler = async (context) => {
  const { view, typed } = context;
  if (view === null) return [];
  const isTest = view.callbackId === callbackIds.test;
  const { sequenceId } = isTest ? readTestForm(view.values) : readEnrollForm(view.values).form;
  const chosen = await chosenSequence(context, sequenceId);
  const steps = chosen?.version.definition.steps.filter((step) => !isTest || isOutward(step)) ?? [];
  return matching(
    steps.map((step, index) => option(`${index + 1}. ${stepLabel(step)}`, step.id)),
    typed,
  );
};

/** Stored templates by name. */
export const templateOptions: OptionsHandler = async ({ deps, actor, typed }) => {
  const templates = await listTemplates(deps, { actor });
  return matching(
    templates
      .filter(({ kind }) => kind === 'email')
      .map((one) => option(one.name, one.name.slice(0, SLACK_LIMITS.optionValue), firstLine(one))),
    typed,
  );
};

/** Templates of the kind of the one that is to be replaced. */
export const replacementOptions: OptionsHandler = async ({ deps, actor, view, typed }) => {
  const all = await listTemplates(deps, { actor });
  const replaced = all.find(({ id }) => id === view?.metadata.templateId);
  const others = all.filter(({ id, kind }) => kind === replaced?.kind && id !== replaced.id);
  return matching(
    others.map(({ id, name }) => option(name, id)),
    typed,
  );
};

/** Those with what was typed in their text, those that begin with it first. */
function matching(options: readonly PlainTextOption[], typed: string): PlainTextOption[] {
  const wanted = typed.trim().toLowerCase();
  const at = ({ text }: PlainTextOption) => text.text.toLowerCase().indexOf(wanted);
  return options.filter((one) => at(one) >= 0).sort((a, b) => Number(at(a) > 0) - Number(at(b) > 0));
}
