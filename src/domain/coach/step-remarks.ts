import type { Sequence } from '../sequence/sequence.js';
import { isOutward, type OutwardStep, stepLabel } from '../steps/step.js';
import type { Remark } from './remark.js';
import { asksSomething, fillerIn, opens, type StoredTexts, saysPurpose, wordingsOf } from './words.js';

/** What single steps could do better, in the order of the steps. */
export function stepRemarks(sequence: Sequence, stored: StoredTexts): Remark[] {
  return sequence.steps.flatMap((step) => {
    if (!isOutward(step)) return [];
    const found = [checkingIn(step, stored), purpose(step), sequence.type === 'step' ? question(step, stored) : null];
    return found.flatMap((remark) => (remark === null ? [] : [{ ...remark, stepId: step.id }]));
  });
}

type StepRemark = Omit<Remark, 'stepId'> | null;

function checkingIn(step: OutwardStep, stored: StoredTexts): StepRemark {
  const named = { texts: [step.name ?? ''], template: null };
  const [found] = [named, ...wordingsOf(step, stored)].flatMap((wording) => {
    const filler = (wording.texts ?? []).flatMap((text) => fillerIn(text) ?? []).at(0);
    return filler === undefined ? [] : [{ filler, wording }];
  });
  if (found === undefined) return null;
  const { filler, wording } = found;
  return {
    code: 'checking-in',
    says: `${stepLabel(step)} says “${filler}” and brings nothing new.`,
    advice: 'Give a reason of its own to answer: a case, a figure, a question.',
    change: opens(step, wording),
  };
}

function purpose(step: OutwardStep): StepRemark {
  if (saysPurpose(step.name)) return null;
  return {
    code: 'no-purpose',
    says: `${stepLabel(step)} does not say what it is for.`,
    advice: 'Name what it adds (“Case study”, “Price question”): a step without a purpose is one to leave out.',
    change: opens(step),
  };
}

function question(step: OutwardStep, stored: StoredTexts): StepRemark {
  if (step.kind !== 'email') return null;
  const mute = wordingsOf(step, stored).find(({ texts }) => texts !== null && !texts.some(asksSomething));
  if (mute === undefined) return null;
  return {
    code: 'no-question',
    says: `${stepLabel(step)} asks nothing.`,
    advice: 'End it with one question that takes a line to answer.',
    change: opens(step, mute),
  };
}
