import { changeLines } from '../../../src/app/shown/editedTexts.js';
import { differences } from '../../../src/domain/sequence/difference.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';

const mail = (subject: string, body: string) => ({
  id: 'intro',
  name: 'Intro',
  kind: 'email',
  email: { subject, body },
});
const sequence = (...steps: readonly object[]) => {
  const parsed = parseSequence({ name: 'Outbound', steps });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.sequence;
};
const lines = (before: readonly object[], after: readonly object[]) => {
  const [was, is] = [sequence(...before), sequence(...after)];
  return changeLines(differences(was, is), was, is);
};

describe('what an edit changed is shown in its words', () => {
  test('before and after, whole where they are short', () => {
    expect(lines([mail('Hello', 'Hi Ada.')], [mail('Good day', 'Hi Ada.')])).toEqual([
      'Changed: 1. Intro (wording)',
      '  Subject: “Hello” → “Good day”',
    ]);
  });

  test('of a long text the part that differs, with a few words around it', () => {
    const long = (day: string) =>
      `${'one two three four five '.repeat(60)}see you on ${day}, ${'and so on '.repeat(60)}`;
    expect(lines([mail('Hello', long('Monday'))], [mail('Hello', long('Friday'))])).toEqual([
      'Changed: 1. Intro (wording)',
      '  Text: “…five see you on Monday, and so on and…” → “…five see you on Friday, and so on and…”',
    ]);
  });

  test('what is long and wholly new is cut on both sides', () => {
    const [, text] = lines([mail('Hello', 'old '.repeat(200))], [mail('Hello', 'new '.repeat(200))]);
    expect(text).toMatch(/^ {2}Text: “(old )+.*…” → “(new )+.*…”$/);
    expect(text?.length).toBeLessThan(340);
  });

  test('lines that were only broken elsewhere are said to be', () => {
    expect(lines([mail('Hello', 'Hi.\nBye.')], [mail('Hello', 'Hi.\n\nBye.')])).toContain(
      '  Text: only its line breaks',
    );
  });

  test('of a new step what it says, of a text that is gone that it is gone', () => {
    const task = (notes: object) => ({ id: 'call', kind: 'task', task: { title: 'Call Ada', type: 'call', ...notes } });
    expect(lines([], [mail('Hello', 'Hi.')])).toEqual(['New: 1. Intro', '  Subject: Hello', '  Text: Hi.']);
    expect(lines([task({ notes: 'Ask for Bea' })], [task({})])).toContain('  Notes: “Ask for Bea” is gone');
    expect(lines([mail('Hello', 'Hi.'), task({})], [task({})])).toEqual(['Removed: Intro']);
  });

  test('of a split test by variant', () => {
    const split = (subject: string) => {
      const variants = ['Hello', subject].map((one, at) => ({
        id: `v${at}`,
        weight: 1,
        email: { subject: one, body: 'Hi.' },
      }));
      return { id: 'intro', name: 'Intro', kind: 'email', variants };
    };
    expect(lines([split('Hey')], [split('Good day')])).toContain('  Variant 2, subject: “Hey” → “Good day”');
  });
});
