import type { Problem } from '../../domain/sequence/problems.js';

/**
 * Puts problems at the fields they are about: block id to sentence, as `response_action: errors` wants it. A problem's path
 * (`steps[2].when.at`) without `prefix` (`steps[2]`) is the block id, or the nearest one above or below it that the view
 * has; one that fits none goes to `fallback`. Slack takes errors only for input blocks that are there.
 */
export function fieldErrors(
  problems: readonly Pick<Problem, 'path' | 'message'>[],
  prefix: string,
  blockIds: readonly string[],
  fallback: string,
): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of problems) {
    const blockId = nearestBlock(relative(path, prefix), blockIds) ?? fallback;
    // A merge field's name stays as it has to be written.
    const sentence = /^\w+\./.test(message) ? message : `${message[0]?.toUpperCase() ?? ''}${message.slice(1)}`;
    errors[blockId] = errors[blockId] === undefined ? sentence : `${errors[blockId]} ${sentence}`;
  }
  return errors;
}

function relative(path: string, prefix: string): string {
  const below = path === prefix || path.startsWith(`${prefix}.`) ? path.slice(prefix.length).replace(/^\./, '') : path;
  // An element of a list belongs to the list's field.
  return below.replace(/\[\d+\]/g, '');
}

function nearestBlock(path: string, blockIds: readonly string[]): string | null {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const found = blockIds.find((id) => id === at) ?? blockIds.find((id) => id.startsWith(`${at}.`));
    if (found !== undefined) return found;
  }
  return null;
}

/** The ids of a view's input blocks. */
export function inputBlockIds(blocks: readonly { readonly type: string; readonly block_id?: string }[]): string[] {
  return blocks.flatMap((block) => (block.type === 'input' && block.block_id !== undefined ? [block.block_id] : []));
}
