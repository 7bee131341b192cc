import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, and waits most: whole programs, browsers, alarms. */
const long = /[\\/]test[\\/](crash|program|scenario|newcomer|adapters[\\/]agenda|sandbox[\\/]page)[\\/]/;

/**
 * Begins with the long suites, so that none of them runs alone at the end. Vitest's own order knows durations only from
 * the run before, and a fresh checkout has none.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [
      ...sorted.filter(({ moduleId }) => long.test(moduleId)),
      ...sorted.filter(({ moduleId }) => !long.test(moduleId)),
    ];
  }
}
