import type { KnownBlock } from '@slack/types';
import { SLACK_LIMITS } from '../../../slack/views/limits.js';
import { problem } from './problems.js';

/** The rules that concern several blocks or elements at once. */
export function wholeProblems(blocks: readonly KnownBlock[], root: string): string[] {
  return [
    ...duplicateBlockIds(blocks, root),
    ...duplicateActionIds(blocks, root),
    ...focusedTwice(blocks, root),
    ...sharedBudgets(blocks, root),
  ];
}

function duplicateBlockIds(blocks: readonly KnownBlock[], root: string): string[] {
  const seen = new Set<string>();
  return blocks.flatMap((block, index) => {
    if (block.block_id === undefined) return [];
    if (seen.has(block.block_id)) return [problem('`block_id` must be unique', root, [index, 'block_id'])];
    seen.add(block.block_id);
    return [];
  });
}

function duplicateActionIds(blocks: readonly KnownBlock[], root: string): string[] {
  return blocks.flatMap((block, index) => {
    if (block.type !== 'actions') return [];
    const seen = new Set<string>();
    return block.elements.flatMap((element, position) => {
      if (element.action_id === undefined) return [];
      if (seen.has(element.action_id)) {
        return [problem('`action_id` must be unique in its block', root, [index, 'elements', position, 'action_id'])];
      }
      seen.add(element.action_id);
      return [];
    });
  });
}

function focusedTwice(blocks: readonly KnownBlock[], root: string): string[] {
  const focused = blocks
    .flatMap((block) => elementsOf(block))
    .filter((element) => 'focus_on_load' in element && element.focus_on_load === true);
  return focused.length > 1 ? [problem('only one element may have `focus_on_load`', root, [])] : [];
}

function sharedBudgets(blocks: readonly KnownBlock[], root: string): string[] {
  const markdown = blocks.reduce((sum, block) => sum + (block.type === 'markdown' ? block.text.length : 0), 0);
  const tables = blocks.filter((block) => block.type === 'table');
  // Newer than the types that Slack publishes.
  const charts = blocks.filter((block) => String(block.type) === 'data_visualization').length;
  const cells = tables.reduce((sum, block) => sum + cellText(block.rows).length, 0);
  return [
    ...(markdown > SLACK_LIMITS.markdownText
      ? [problem(`markdown must be less than ${SLACK_LIMITS.markdownText + 1} characters in all`, root, [])]
      : []),
    ...(tables.length > SLACK_LIMITS.tablesPerMessage ? [problem('only_one_table_allowed', root, [])] : []),
    ...(charts > SLACK_LIMITS.chartsPerMessage
      ? [problem(`no more than ${SLACK_LIMITS.chartsPerMessage} data_visualization blocks allowed`, root, [])]
      : []),
    ...(cells > SLACK_LIMITS.tableCharacters
      ? [problem(`table cells must be less than ${SLACK_LIMITS.tableCharacters + 1} characters in all`, root, [])]
      : []),
  ];
}

/** Every text inside the cells, however deep (a cell may be rich text). */
function cellText(value: unknown): string {
  if (Array.isArray(value)) return value.map(cellText).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => (key === 'text' && typeof inner === 'string' ? inner : cellText(inner)))
    .join('');
}

/** The interactive elements (and pictures) of a block, in order. */
export function elementsOf(block: KnownBlock): readonly { readonly type: string; readonly action_id?: string }[] {
  if (block.type === 'section') return block.accessory === undefined ? [] : [block.accessory];
  if (block.type === 'actions') return block.elements;
  return block.type === 'input' ? [block.element] : [];
}
