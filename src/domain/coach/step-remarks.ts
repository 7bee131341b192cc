import type { Sequence } from '../sequence/sequence.js';
import { isOutward, type OutwardStep, stepLabel } from '../steps/step.js';
import type { Remark } from './remark.js';
import { asksSomething, fillerIn, type StoredTexts, saysPurpose, wordingsOf } from './words.js';

/** What single steps could do better, in the order of the steps. */
export function stepRemarks(sequence: Sequence, stored: StoredTexts): Remark[] {
  return sequence.steps.flatMap((step) => {
    if (!isOutward(step)) return [];
    const found = [checkingIn(step, stored), purpose(step), sequence.type === 'step' ? question(step, stored) : null];
    return found.flatMap((remark) => (remark === null ? [] : [{ ...remark, stepId: step.id, change: opens(step) }]));
  });
}

type StepRemark = Omit<Remark, 'stepId' | 'change'> | null;

function opens({ id }: OutwardStep): Remark['change'] {
  return { does: 'open', stepId: id };
}

function checkingIn(step: OutwardStep, stored: StoredTexts): StepRemark {
  const texts = wordingsOf(step, stored).flatMap((wording) => wording.texts ?? []);
  const filler = [step.name ?? '', ...texts].flatMap((text) => fillerIn(text) ?? []).at(0);
  if (filler === undefined) return null;
  return {
    code: 'checking-in',
    says: `${stepLabel(step)} says “${filler}” and brings nothing new.`,
    advice: 'Give a reason of its own to answer: a case, a figure, a question.',
  };
}

function purpose(step: OutwardStep): StepRemark {
  if (saysPurpose(step.name)) return null;
  return {
    code: 'no-purpose',
    says: `${stepLabel(step)} does not say what it is for.`,
    advice: 'Name what it adds (“Case study”, “Price question”): a step without a purpose is one to leave out.',
  };
}

function question(step: OutwardStep, stored: StoredTexts): StepRemark {
  if (step.kind !== 'email') return null;
  const asks = wordingsOf(step, stored).every(({ texts }) => texts === null || texts.some(asksSomething));
  if (asks) return null;
  return {
    code: 'no-question',
    says: `${stepLabel(step)} asks nothing.`,
    advice: 'End it with one question that takes a line to answer.',
  };
}
