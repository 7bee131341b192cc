import type { ShownPreview } from '../../../app/shown/sequences.js';
import { stepLabelIn } from '../../../app/shown/stepLabelIn.js';
import type { BranchStep, Way } from '../../../domain/steps/branch.js';
import { type Step, stepLabel } from '../../../domain/steps/step.js';
import { conditionsWords } from '../condition-words.js';
import { previewDate } from '../preview.js';
import { bold, escaped } from '../text.js';

/** Both ways of a branch, one under the other: where each leads, and when. */
export function branchWays(branch: BranchStep, steps: readonly Step[], preview: ShownPreview): string[] {
  const labelOf = (id: string) => stepLabelIn({ steps }, id);
  const asked = escaped(conditionsWords(branch.if, labelOf), 300);
  return [
    `      ├─ *if* ${asked}  →  ${wayText(branch, branch.then, steps, preview)}`,
    `      └─ *otherwise*  →  ${wayText(branch, branch.else, steps, preview)}`,
  ];
}

function wayText(branch: BranchStep, way: Way, steps: readonly Step[], preview: ShownPreview): string {
  if (way === 'exit') return 'the end';
  if (typeof way === 'object' && 'move' in way) return `on in ${bold(way.move, 80)}`;
  const index = way === 'continue' ? steps.indexOf(branch) + 1 : steps.findIndex(({ id }) => id === way.goto);
  const step = steps[index];
  if (step === undefined) return way === 'continue' ? 'the end' : 'a step that is gone';
  return `*${index + 1}.*  ${bold(stepLabel(step), 80)}  ${previewDate(preview, index)}`;
}
