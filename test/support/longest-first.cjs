const { default: Sequencer } = require('@jest/test-sequencer');

/** What takes longest, and waits most: whole programs, browsers, alarms. */
const long = /[\\/]test[\\/](crash|program|scenario|newcomer|adapters[\\/]agenda|sandbox[\\/]page)[\\/]/;

/**
 * Begins with the long suites, so that none of them runs alone at the end. Jest's own order knows durations only from the
 * run before, and a fresh checkout has none.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(({ path }) => long.test(path)), ...sorted.filter(({ path }) => !long.test(path))];
  }
};
