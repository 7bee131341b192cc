import type { KnownBlock } from '@slack/types';
import type { ShownEffect, ShownEffects } from '../../app/shown/review.js';
import { context, section } from './blocks.js';
import { allowingText } from './builder/review.js';
import { changeBlocks, lineBlocks } from './changes.js';
import { andMore, bold, escaped, linesThatFit, oneLine } from './text.js';

/** Things that are shown with what they change, and sections of that: a message is no book. */
const shownWhole = 5;
const sectionsOfOne = 1;

/** What a change does to people and what it changes, before it does it. `nothingYet`: what did not happen so far. */
export function effectBlocks({ effects, allowing, isAgain }: ShownEffects, nothingYet: string): KnownBlock[] {
  const others = effects.slice(shownWhole);
  return [
    section(
      isAgain
        ? `:information_source: What it does has changed since you looked. ${nothingYet} This is how it is now:`
        : `${nothingYet} This is what it does:`,
    ),
    ...effects.slice(0, shownWhole).flatMap(effectSection),
    ...(others.length === 0 ? [] : [section(linesThatFit(others.map(inOneLine), 2800).join('\n'))]),
    ...allowingText(allowing),
  ];
}

/** The same on top of a form that has not done it yet. */
export function effectsOverForm(effects: ShownEffects | null): KnownBlock[] {
  if (effects === null) return [];
  return [...effectBlocks(effects, 'Nothing is saved yet.'), ...context('*Save* once more to do this.'), divider];
}

const divider: KnownBlock = { type: 'divider' };

function effectSection({ title, lines, changes }: ShownEffect): KnownBlock[] {
  return [section(bold(title, 160)), ...lineBlocks(lines), ...changeBlocks(changes, sectionsOfOne)];
}

function inOneLine({ title, lines: [first = '', ...more] }: ShownEffect): string {
  return `•  ${bold(title, 160)}: ${escaped(oneLine(first), 300)} ${andMore(more.length)}`.trimEnd();
}
