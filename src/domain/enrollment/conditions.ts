import { compares, isEmpty } from '../contact/compare.js';
import type { ContactFacts } from '../contact/facts.js';
import { fieldOf, hasTag } from '../contact/facts.js';
import type { Condition } from '../steps/condition.js';
import type { Answers } from './answers.js';
import { outcomeOf } from './answers.js';

/** What conditions are asked of. */
export interface Known {
  readonly contact: ContactFacts;
  readonly answers: Answers;
}

/** Whether all conditions hold (scheduling.md, "Conditions"); without any, they do. */
export function holdAll(conditions: readonly Condition[], known: Known): boolean {
  return conditions.every((condition) => holds(condition, known));
}

function holds(condition: Condition, known: Known): boolean {
  const { contact, answers } = known;
  if ('tag' in condition) return hasTag(contact, condition.tag);
  if ('field' in condition) return fieldHolds(condition, contact);
  if ('replied' in condition) {
    return condition.replied === 'any' ? answers.replied.length > 0 : answers.replied.includes(condition.replied);
  }
  if ('opened' in condition) return answers.opened.includes(condition.opened);
  if ('clicked' in condition) return answers.clicked.includes(condition.clicked);
  if ('meetingBooked' in condition) return answers.meetingBooked;
  if ('taskOutcome' in condition) {
    return outcomeOf(answers, condition.taskOutcome)?.toLowerCase() === condition.is.toLowerCase();
  }
  if ('not' in condition) return !holds(condition.not, known);
  return condition.any.some((one) => holds(one, known));
}

function fieldHolds(condition: Extract<Condition, { field: string }>, contact: ContactFacts): boolean {
  const field = fieldOf(contact, condition.field);
  if ('value' in condition) return compares(field, condition.is, condition.value);
  return isEmpty(field) === (condition.is === 'empty');
}
