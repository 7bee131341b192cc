import type { ContactFacts } from '../contact/facts.js';
import { withField, withoutTag, withTag } from '../contact/facts.js';
import type { Action } from '../steps/action.js';

/** What an action makes of the contact's tags and fields; most leave them alone. */
export function applyToContact(facts: ContactFacts, action: Action): ContactFacts {
  if ('addTag' in action) return withTag(facts, action.addTag);
  if ('removeTag' in action) return withoutTag(facts, action.removeTag);
  if ('setField' in action) return withField(facts, action.setField.name, action.setField.value);
  return facts;
}
