import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Whole programs, their alarms and their job stores: most of their time they wait. */
const waiting =
  /[\\/]test[\\/](program|newcomer|scenario|adapters[\\/](agenda|postgres)|adapters[\\/]memory[\\/]alarms)/;

/** Rules behind databases, listeners and pages: they keep a processor busy for long. */
const busy = /[\\/]test[\\/](crash|sandbox[\\/]page|app[\\/](firing|enrollments)|slack[\\/]listeners)[\\/]/;

/**
 * Begins with the long suites, so that none of them runs alone at the end, and spreads those that wait among those that
 * compute: together they would leave the processors idle first and crowd them later. Vitest's own order knows durations
 * only from the run before, and a fresh checkout has none.
 */
export class EvenlyBusy extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = [waiting, busy].map((kind) => sorted.filter(({ moduleId }) => kind.test(moduleId)));
    return [...spread(long), ...sorted.filter((file) => !long.flat().includes(file))];
  }
}

/** The groups in one list, each in its own order and as evenly as may be. */
function spread(groups: readonly TestSpecification[][]): TestSpecification[] {
  return groups
    .flatMap((group) => group.map((file, index) => ({ file, place: (index + 0.5) / group.length })))
    .sort((a, b) => a.place - b.place)
    .map(({ file }) => file);
}
