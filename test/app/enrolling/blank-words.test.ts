import { blankWords, fieldNames, untilFilledIn } from '../../../src/app/enrolling/blankWords.js';

test('merge fields that are blank are named as forms name them, not as texts write them', () => {
  expect(blankWords('contact.company')).toBe('Company is blank');
  expect(blankWords('contact.firstName, contact.fields.plan')).toBe('First name and plan are blank');
  expect(untilFilledIn('contact.company')).toBe('until Company is filled in');
  expect(untilFilledIn('contact.company, contact.firstName')).toBe('until First name and Company are filled in');
  expect(fieldNames(['contact.firstName', 'contact.title', 'contact.phone'])).toBe('First name, Title and Phone');
});
