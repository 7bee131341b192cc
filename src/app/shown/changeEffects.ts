import { differences } from '../../domain/sequence/difference.js';
import { type ChangeEffect, concernedBy, type EffectsReview } from '../sequences/changeEffects.js';
import { counted, listed } from './counted.js';
import { changeLines, storedTextChanges } from './editedTexts.js';
import { finishedLines, type Reader, summaryLines } from './editWords.js';
import { deliveryText, itemsText } from './parcels.js';
import type { ShownEffect, ShownEffects } from './review.js';

/** Sequences that a line names. */
const sequencesNamed = 5;

/** What a change would do, in words, on the reader's clock. */
export function shownEffects({ effects, isAgain, ownDecision }: EffectsReview, reader: Reader): ShownEffects {
  return {
    effects: effects.map((effect) => shownEffect(effect, reader)),
    isAgain,
    allowing: ownDecision === null ? { needed: 'no' } : { needed: 'nobody', ...ownDecision },
    // On a date of its own each step comes to everybody.
    finished: effects.reduce((sum, one) => sum + (isChoosable(one) ? one.numbers.finished : 0), 0),
  };
}

function isChoosable(effect: ChangeEffect): boolean {
  return effect.of === 'sequence' && effect.after.type === 'step';
}

/** What a change of one thing does, or did, in words. */
export function shownEffect(effect: ChangeEffect, reader: Reader): ShownEffect {
  switch (effect.of) {
    case 'sequence': {
      const { before, after, summary } = effect;
      const edited = { before: before.definition, after };
      return {
        title: `${after.name}, version ${before.number + 1}`,
        lines: [...summaryLines(summary, edited, reader), ...finishedLines(summary, after, reader)],
        changes: changeLines(differences(edited.before, after), edited.before, after),
      };
    }
    case 'text': {
      const { before, after } = effect;
      return {
        title: `stored text ${after.name}`,
        lines: [aheadLine(effect)],
        changes: storedTextChanges(before, after),
      };
    }
    case 'list': {
      const { before, after, changes, waiting } = effect;
      const lines = [
        ...(concernedBy(effect) > 0 ? [aheadLine(effect)] : []),
        ...(waiting > 0
          ? [
              `${counted(waiting, 'line waits', 'lines wait')} on it already, and ${waiting === 1 ? 'is' : 'are'} delivered so too.`,
            ]
          : []),
      ];
      const words = [
        ...(changes.items ? [`${itemsText(before)} → ${itemsText(after)}`] : []),
        ...(changes.delivery ? [`Goes to ${deliveryText(before)} → ${deliveryText(after)}`] : []),
      ];
      return { title: `list ${after.name}`, lines, changes: words };
    }
  }
}

function aheadLine(effect: Exclude<ChangeEffect, { of: 'sequence' }>): string {
  const { sequences } = effect;
  const more = sequences.length - sequencesNamed;
  const named = [...sequences.slice(0, sequencesNamed).map(({ name }) => name), ...(more > 0 ? [`${more} more`] : [])];
  return `${counted(concernedBy(effect), 'person has', 'people have')} it ahead of them, in ${listed(named)}.`;
}
