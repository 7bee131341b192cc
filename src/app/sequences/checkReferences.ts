import { isSettable } from '../../domain/contact/facts.js';
import { refuse } from '../../domain/refusal.js';
import { type PathSegment, type Problem, pathOf } from '../../domain/sequence/problems.js';
import type { Action } from '../../domain/steps/action.js';
import type { Way } from '../../domain/steps/branch.js';
import type { Step } from '../../domain/steps/step.js';
import { didYouMean } from '../../domain/template/nearest.js';
import type { KnownNames } from './checkTexts.js';

/** Other sequences that a step at `path` names and nobody has, and fields that no rule may set. Paths as in the file. */
export function stepReferenceProblems(
  step: Step,
  path: readonly PathSegment[],
  known: Pick<KnownNames, 'sequences'>,
): Problem[] {
  const sequences = referencesOf(step).flatMap(({ at, name }) => {
    const here = pathOf(...path, ...at);
    const isKnown = known.sequences.some((one) => one.toLowerCase() === name.trim().toLowerCase());
    return isKnown ? [] : [{ path: here, ...refuse('noSequence', name, didYouMean(name, known.sequences)) }];
  });
  return [...sequences, ...fieldProblems(step, path)];
}

interface Reference {
  readonly at: readonly PathSegment[];
  readonly name: string;
}

function referencesOf(step: Step): Reference[] {
  switch (step.kind) {
    case 'branch':
      return [...wayReference(step.then, 'then'), ...wayReference(step.else, 'else')];
    case 'exit':
      return step.moveTo === null ? [] : [{ at: ['moveTo'], name: step.moveTo }];
    case 'rule':
      return step.do.flatMap((action, index) => actionReferences(action, ['do', index]));
    default:
      return [];
  }
}

function wayReference(way: Way, key: string): Reference[] {
  return typeof way === 'object' && 'move' in way ? [{ at: [key, 'move'], name: way.move }] : [];
}

function actionReferences(action: Action, at: readonly PathSegment[]): Reference[] {
  if ('addToSequence' in action) return [{ at: [...at, 'addToSequence'], name: action.addToSequence }];
  if ('resume' in action) return [{ at: [...at, 'resume'], name: action.resume }];
  if ('pause' in action) return action.pause === 'this' ? [] : [{ at: [...at, 'pause'], name: action.pause }];
  if (!('removeFromSequence' in action) || action.removeFromSequence === 'this') return [];
  return [{ at: [...at, 'removeFromSequence'], name: action.removeFromSequence }];
}

function fieldProblems(step: Step, path: readonly PathSegment[]): Problem[] {
  if (step.kind !== 'rule') return [];
  return step.do.flatMap((action, index) => {
    if (!('setField' in action) || isSettable(action.setField.name)) return [];
    const { name } = action.setField;
    return [{ path: pathOf(...path, 'do', index, 'setField', 'name'), ...refuse('notSettable', name) }];
  });
}
