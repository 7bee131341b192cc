import type { Condition } from '../../domain/steps/condition.js';
import { clip, oneLine } from './text.js';

/** What people call a step by its id. */
export type LabelOf = (stepId: string) => string;

/** A condition in words, as plain text: `has the tag “prospect”`, `did not open “Intro”`. */
export function conditionWords(condition: Condition, labelOf: LabelOf): string {
  if ('not' in condition) return denied(condition.not, labelOf);
  if ('any' in condition) return condition.any.map((one) => conditionWords(one, labelOf)).join(' or ');
  if ('tag' in condition) return `has the tag ${quote(condition.tag)}`;
  if ('field' in condition) return fieldWords(condition);
  if ('replied' in condition) {
    return condition.replied === 'any' ? 'has replied' : `replied to ${quote(labelOf(condition.replied))}`;
  }
  if ('opened' in condition) return `opened ${quote(labelOf(condition.opened))}`;
  if ('clicked' in condition) return `clicked in ${quote(labelOf(condition.clicked))}`;
  if ('meetingBooked' in condition) return 'has booked a meeting';
  return `${quote(labelOf(condition.taskOutcome))} ended in ${quote(condition.is)}`;
}

/** Conditions that must all hold, in words. */
export function conditionsWords(conditions: readonly Condition[], labelOf: LabelOf): string {
  const grouped = (one: Condition) => {
    const words = conditionWords(one, labelOf);
    return 'any' in one && conditions.length > 1 ? `(${words})` : words;
  };
  return conditions.map(grouped).join(' and ');
}

function denied(condition: Condition, labelOf: LabelOf): string {
  if ('not' in condition) return conditionWords(condition.not, labelOf);
  if ('tag' in condition) return `has not the tag ${quote(condition.tag)}`;
  if ('opened' in condition) return `did not open ${quote(labelOf(condition.opened))}`;
  if ('clicked' in condition) return `did not click in ${quote(labelOf(condition.clicked))}`;
  if ('meetingBooked' in condition) return 'has booked no meeting';
  if ('replied' in condition) {
    return condition.replied === 'any' ? 'has not replied' : `did not reply to ${quote(labelOf(condition.replied))}`;
  }
  return `not: ${conditionWords(condition, labelOf)}`;
}

const comparisonWords = {
  equal: 'is',
  'not equal': 'is not',
  'at least': 'is at least',
  'at most': 'is at most',
  contains: 'contains',
} as const;

function fieldWords(condition: Extract<Condition, { field: string }>): string {
  const name = short(condition.field);
  if (!('value' in condition)) return condition.is === 'set' ? `${name} is filled in` : `${name} is empty`;
  const { value } = condition;
  return `${name} ${comparisonWords[condition.is]} ${typeof value === 'string' ? quote(value) : String(value)}`;
}

function quote(text: string): string {
  return `“${short(text)}”`;
}

function short(text: string): string {
  return clip(oneLine(text), 60);
}
