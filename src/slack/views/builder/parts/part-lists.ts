import type { KnownBlock } from '@slack/types';
import { alternativesOf, type PartList, type PartPlace } from '../../../../app/sequences/stepParts.js';
import { actionWords } from '../../../../app/shown/actionWords.js';
import type { ShownStepForm } from '../../../../app/shown/builder.js';
import { isObject } from '../../../../domain/sequence/problems.js';
import { actionSchema } from '../../../../domain/steps/action.js';
import { actionIds } from '../../../action-ids.js';
import { context, input, option, overflow, section } from '../../blocks.js';
import { select } from '../../inputs.js';
import { bold, escaped, oneLine } from '../../text.js';
import { actionOptions } from './action-fields.js';
import { conditionOptions, conditionText, isLeaf } from './condition-fields.js';
import { partValue } from './part.js';

/** Lines of one list that a form has room for, beside all else; Slack takes 100 blocks. */
const mostLines = 30;
const mostVariants = 60;

interface Line {
  readonly text: string;
  readonly place: PartPlace;
  readonly menu: readonly ('edit' | 'or' | 'remove')[];
}

const menuLabels = { edit: 'Edit', or: 'Or …', remove: 'Remove' } as const;

/** The conditions of a step: one a line, alternatives below each other, and a menu that adds one. */
export function conditionList({ file, steps }: ShownStepForm, title: string): KnownBlock[] {
  const labelOf = (id: string) => steps.find((step) => step.id === id)?.label ?? id;
  const conditions: readonly unknown[] = Array.isArray(file.if) ? file.if : [];
  const lines = conditions.flatMap((condition, index) =>
    alternativesOf(condition).map((one, or, all): Line => {
      const text = `${or === 0 ? '•' : '      or'}  ${escaped(conditionText(one, labelOf), 400)}`;
      const place = { list: 'if' as const, index, or: all.length === 1 ? null : or };
      // What was nested deeper in a file can be seen and removed here.
      return { text, place, menu: isLeaf(one) ? ['edit', 'or', 'remove'] : ['remove'] };
    }),
  );
  return listBlocks(title, 'if', lines, [
    select(actionIds.builder.addCondition, conditionOptions, null, 'Add a condition'),
    lines.length === 0 && file.kind !== 'branch' ? 'None: always.' : undefined,
  ]);
}

/** The actions of a rule, in their order. */
export function actionList({ file }: ShownStepForm): KnownBlock[] {
  const actions: readonly unknown[] = Array.isArray(file.do) ? file.do : [];
  const lines = actions.map((action, index): Line => {
    const parsed = actionSchema.safeParse(action);
    const words = parsed.success ? actionWords(parsed.data) : 'something that has to be mended';
    const text = `${index + 1}.  ${escaped(words, 400)}`;
    return { text, place: { list: 'do', index, or: null }, menu: ['edit', 'remove'] };
  });
  const menu = select(actionIds.builder.addAction, actionOptions, null, 'Add an action');
  return listBlocks('What it does, in this order', 'do', lines, [menu, undefined]);
}

/** The ways of a split test, each with its share. */
export function variantList({ file, kind }: ShownStepForm): KnownBlock[] {
  const variants = (Array.isArray(file.variants) ? file.variants : []).filter(isObject);
  const weightOf = ({ weight }: Record<string, unknown>) => (typeof weight === 'number' ? weight : 0);
  const total = variants.reduce((sum, variant) => sum + weightOf(variant), 0);
  const lines = variants.map((variant, index): Line => {
    const share = total > 0 ? `${Math.round((weightOf(variant) / total) * 100)} %` : 'no weight';
    const text = `${bold(String(variant.id), 100)}  ${share}  ${escaped(variantText(variant, kind), 200)}`;
    return { text, place: { list: 'variants', index, or: null }, menu: ['edit', 'remove'] };
  });
  const options = [
    option('Written here', 'inline'),
    ...(kind === 'email' ? [option('A stored template', 'template')] : []),
  ];
  const hint = 'Each contact gets one of them, by weight, and always the same.';
  return listBlocks('Split test', 'variants', lines, [
    select(actionIds.builder.addVariant, options, null, 'Add a variant'),
    hint,
  ]);
}

function variantText(variant: Record<string, unknown>, kind: string): string {
  if (typeof variant.template === 'string') return `template “${oneLine(variant.template)}”`;
  const own = variant[kind];
  const first = isObject(own) ? callingKeys.map((key) => own[key]).find((value) => typeof value === 'string') : null;
  return typeof first === 'string' ? `“${oneLine(first)}”` : '';
}

/** What a content is called by, of whatever kind: a database keeps no order of keys. */
const callingKeys = ['subject', 'title', 'template', 'list', 'body'] as const;

/** The menu that adds one is an input, so that what is wrong with the whole list has a field to stand at. */
function listBlocks(
  title: string,
  list: PartList,
  lines: readonly Line[],
  [menu, hint]: readonly [ReturnType<typeof select>, string | undefined],
): KnownBlock[] {
  const most = list === 'variants' ? mostVariants : mostLines;
  const left = lines.length - most;
  return [
    section(`*${title}*`),
    ...lines.slice(0, most).map(({ text, place, menu: choices }) => {
      const options = choices.map((choice) => option(menuLabels[choice], `${choice}:${partValue(place)}`));
      return section(text, overflow(actionIds.builder.part, options));
    }),
    ...context(left > 0 ? `…and ${left} more, which can be changed in the sequence file.` : null),
    // Its id changes with the list, so that the menu shows nothing chosen after something was added.
    input(`${list}.add.${lines.length}`, addLabels[list], menu, { optional: true, dispatch: true, hint }),
  ];
}

const addLabels = { if: 'Add a condition', do: 'Add an action', variants: 'Add a variant' } as const;
