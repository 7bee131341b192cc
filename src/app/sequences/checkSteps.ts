import { conditionKindProblems } from '../../domain/sequence/check-conditions.js';
import { type PathSegment, type Problem, pathOf } from '../../domain/sequence/problems.js';
import type { Step } from '../../domain/steps/step.js';
import { stepAvailabilityProblems } from './availability.js';
import { senderProblems, threadProblems } from './checkMails.js';
import { outcomeProblems } from './checkOutcomes.js';
import { stepReferenceProblems } from './checkReferences.js';
import { type KnownNames, stepTextProblems } from './checkTexts.js';

/**
 * Everything that a sequence's steps ask of what is stored and configured, and do not get: providers, templates, variables
 * of texts, other sequences. Paths as in the file.
 */
export function checkSteps(steps: readonly Step[], path: readonly PathSegment[], known: KnownNames): Problem[] {
  return [
    ...steps.flatMap((step, index) => checkStep(step, [...path, index], known)),
    ...threadProblems(steps, path, known),
    ...conditionKindProblems(steps, path),
    ...outcomeProblems(steps, path, known),
  ];
}

/** What of that a file shows by itself, though nothing is known of what is stored. */
export function checkAlone(steps: readonly Step[], path: readonly PathSegment[]): Problem[] {
  const nothing = { templates: [] };
  return [
    ...threadProblems(steps, path, nothing),
    ...conditionKindProblems(steps, path),
    ...outcomeProblems(steps, path, nothing),
  ];
}

/** What of that a change of a stored text which the steps call can bring about. */
export function storedTextProblems(
  steps: readonly Step[],
  path: readonly PathSegment[],
  known: Pick<KnownNames, 'templates'>,
): Problem[] {
  return [...threadProblems(steps, path, known), ...outcomeProblems(steps, path, known)];
}

/** The same for one step, which stands at `path`. */
export function checkStep(step: Step, path: readonly PathSegment[], known: KnownNames): Problem[] {
  const unavailable = stepAvailabilityProblems(step, path, known.carried);
  // What nothing carries need not be mended.
  if (unavailable.some((problem) => problem.path === pathOf(...path, 'kind'))) return unavailable;
  return [
    ...unavailable,
    ...senderProblems(step, path, known),
    ...stepTextProblems(step, path, known),
    ...stepReferenceProblems(step, path, known),
  ];
}
