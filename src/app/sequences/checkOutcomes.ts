import { refuse } from '../../domain/refusal.js';
import { conditionLeaves } from '../../domain/sequence/check-conditions.js';
import { type PathSegment, type Problem, pathOf } from '../../domain/sequence/problems.js';
import type { Step } from '../../domain/steps/step.js';
import { outcomesOf, type TaskStep, type TaskType, taskTypes } from '../../domain/steps/task.js';
import { didYouMean } from '../../domain/template/nearest.js';
import type { KnownNames } from './checkTexts.js';

/**
 * Conditions of a list of steps that ask for an outcome which their task cannot have, and so would never hold. A task whose
 * stored text nobody has may end in anything.
 */
export function outcomeProblems(
  steps: readonly Step[],
  path: readonly PathSegment[],
  known: Pick<KnownNames, 'templates'>,
): Problem[] {
  const tasks = new Map(steps.flatMap((step) => (step.kind === 'task' ? [[step.id, step] as const] : [])));
  return conditionLeaves(steps, path).flatMap(({ at, condition }) => {
    if (!('taskOutcome' in condition)) return [];
    const { taskOutcome: taskId, is: outcome } = condition;
    const task = tasks.get(taskId);
    const possible = task === undefined ? [] : possibleOf(task, known);
    if (task === undefined || possible.some((one) => one === outcome.trim().toLowerCase())) return [];
    const why = refuse('notEnding', taskId, possible, outcome, didYouMean(outcome, possible));
    return [{ path: pathOf(...at, 'is'), ...why }];
  });
}

/** What one of the task's texts at least can end in. */
function possibleOf({ content }: TaskStep, { templates }: Pick<KnownNames, 'templates'>): string[] {
  const texts = content.source === 'variants' ? content.variants.map((variant) => variant.content) : [content];
  const types = texts.flatMap((text): readonly TaskType[] => {
    if (text.source === 'inline') return [text.type];
    const stored = templates.find(({ name }) => name === text.template);
    return stored?.kind === 'task' ? [stored.content.type] : taskTypes;
  });
  return [...new Set(types.flatMap(outcomesOf))];
}
