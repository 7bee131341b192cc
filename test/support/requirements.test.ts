import { fateOf, type Requirement } from './requirements.js';

const suite = { name: 'the page' };
const parts: readonly [Requirement, string][] = [
  ['browser', 'apt-get install chromium-headless-shell'],
  ['mongo', 'npm run test:mongo:install'],
];

describe.each(parts)('a suite that needs %s', (part, command) => {
  test('runs where it is there, required or not', () => {
    for (const required of [undefined, '', 'browser,mongo']) {
      expect(fateOf(part, { ...suite, isThere: true, required })).toEqual({ becomes: 'run' });
    }
  });

  test('is skipped without it, and says which command provides it', () => {
    for (const required of [undefined, '', part === 'mongo' ? 'browser' : 'mongo']) {
      const fate = fateOf(part, { ...suite, isThere: false, required });
      expect(fate).toEqual({ becomes: 'skipped', why: expect.stringContaining(`needs ${part}: ${command}`) });
    }
  });

  test('fails without it where it is required', () => {
    for (const required of [part, 'browser,mongo', ' mongo , browser ']) {
      const fate = fateOf(part, { ...suite, isThere: false, required });
      expect(fate).toEqual({ becomes: 'failed', why: expect.stringContaining(command) });
    }
  });
});

test('a part that is none is refused: nothing would be required', () => {
  const wrong = { ...suite, isThere: true, required: 'browser,mongodb' };
  expect(() => fateOf('browser', wrong)).toThrow('takes mongo, browser, separated by commas; it names mongodb.');
});
