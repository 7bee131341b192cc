import type { KnownBlock } from '@slack/types';
import { section } from './blocks.js';
import { SLACK_LIMITS } from './limits.js';
import { andMore, escaped, linesThatFit, oneLine } from './text.js';

const room = SLACK_LIMITS.sectionText - 100;

/**
 * What an edit changed, as a list in as many sections as it takes and may take. A line that begins with a blank says more of
 * the one before, and stands under it.
 */
export function changeBlocks(changes: readonly string[], mostSections = 8): KnownBlock[] {
  const parts: string[] = [];
  let part = '';
  for (const [index, line] of changes.entries()) {
    const mark = line.startsWith(' ') ? '      ◦  ' : '•  ';
    const drawn = `${mark}${escaped(oneLine(line), 700)}`;
    if (part.length + drawn.length + 1 > room) {
      parts.push(part);
      part = '';
      if (parts.length === mostSections) {
        const left = changes.length - index;
        return [...parts.slice(0, -1).map((text) => section(text)), section(`${parts.at(-1)}\n${andMore(left)}`)];
      }
    }
    part += `${part === '' ? '' : '\n'}${drawn}`;
  }
  return [...parts, part].filter((text) => text !== '').map((text) => section(text));
}

/** What a change does to people, a line each, as a list in one section. */
export function lineBlocks(lines: readonly string[]): KnownBlock[] {
  const drawn = lines.map((line) => `•  ${escaped(oneLine(line), 300)}`);
  return drawn.length === 0 ? [] : [section(linesThatFit(drawn, 2800).join('\n'))];
}
