import fc from 'fast-check';
import { DateTime } from 'luxon';
import { defaultDelayGrid, delayGrids } from '../../../../src/domain/timing/plan.js';
import {
  arbitraryDateSequence,
  arbitraryDateSteps,
  arbitraryStepSequence,
  arbitrarySteps,
} from '../../../domain/sequence/arbitrary-sequence.js';
import { askable } from './askable.js';
import { atFewTimes, type Json, livable } from './livable.js';
import { bent, happensUnder, themeOf } from './themes.js';

/** Random lives: sequences that are edited and paused while people are in them. All from one seed. */
export interface Lives {
  readonly places: readonly Place[];
  readonly courses: readonly Course[];
}

/** A workspace with two owners. */
export interface Place {
  readonly zone: string;
  readonly delayGrid: number;
  readonly happenings: readonly Happening[];
}

export interface Course {
  /** Its place's index. */
  readonly place: number;
  /** The sequence as it is published first. */
  readonly sequence: Json;
  /** Edits and pauses of the whole sequence. */
  readonly happenings: readonly Happening[];
  readonly people: readonly Person[];
  /** The last minute of it that is looked at. */
  readonly until: DateTime;
}

export interface Person {
  /** 0 or 1. */
  readonly owner: number;
  readonly contact: Json;
  readonly enrolledAt: DateTime;
  readonly happenings: readonly Happening[];
}

/** An event as `simulate` takes it, but without a time, and with whose pause it is. */
export interface Happening {
  readonly at: DateTime;
  readonly event: Json & { readonly type: string };
  /** Of pauses and resumes. */
  readonly scope?: Scope;
}

/** `owner-0` and `owner-1` are the place's. */
export type Scope = 'self' | 'sequence' | 'owner-0' | 'owner-1' | 'workspace';

/**
 * Around Easter, when the one's clocks go forward and the other's back. Both at once: what falls due in one minute is fired
 * together, which is what a run's time depends on.
 */
const season = DateTime.fromISO('2026-03-26T22:00Z', { zone: 'utc' });
const zones = ['Europe/Berlin', 'Australia/Sydney'];
/** So many courses have a place in each zone. */
const coursesOfZones = 500;
const daysOfSteps = 22;
/** Long enough that what is annual comes twice. */
const endOfDates = DateTime.fromISO('2028-01-10T00:00Z', { zone: 'utc' });

/** Minutes of a day at which something happens, and after a season's beginning at which people are enrolled. */
const minutes = [0, 180, 660, 840, 1140];
const starts = [0, 0, 0, 0, 0, 37, 1440, 1440, 1440, 1440];

/** So many courses, the same ones for the same seed. */
export function drawLives(seed: number, courses: number): Lives {
  const draw = <T>(arbitrary: fc.Arbitrary<T>, salt: number): T =>
    first(fc.sample(arbitrary, { seed: seed + salt, numRuns: 1 }));
  // Somebody to whom too many tasks come in one minute sees some of them only where all of theirs are listed.
  const places = Array.from({ length: Math.ceil(courses / coursesOfZones) }, () => zones).flat();
  const kinds = fc.sample(arbitraryCourse, { seed, numRuns: courses });
  return {
    places: places.map((zone, index) => ({
      zone,
      // The usual one, and one that is drawn.
      delayGrid: index === 0 ? defaultDelayGrid : draw(fc.constantFrom(...delayGrids), index),
      happenings: draw(pausesOfPlace(season), index),
    })),
    courses: kinds.map((course, index) => {
      return placed(course, { place: index % places.length, from: season, index });
    }),
  };
}

function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('nothing was drawn');
  return one;
}

interface Loose<E> {
  readonly day: number;
  readonly minute: number;
  readonly is: E;
}
/** So many days after a season's beginning, at a minute of the day. */
export type LooseEvent = Loose<Omit<Happening, 'at'>>;

const loose = <E>(is: fc.Arbitrary<E>, days = 14): fc.Arbitrary<Loose<E>> =>
  fc.record({ day: fc.nat(days), minute: fc.constantFrom(...minutes), is });

const policies = (spreadOver: number): Json[] => [
  { policy: 'keep' },
  { policy: 'shift' },
  { policy: 'skip' },
  { spreadOver },
];

/** A pause and its end some time later, after so many days at the least. */
function pausing(scope: Scope, resumes = policies(2), least = 0): fc.Arbitrary<LooseEvent[]> {
  return fc
    .record({
      day: fc.nat(8),
      minute: fc.constantFrom(...minutes),
      lasts: fc.integer({ min: least, max: 2 }),
      until: fc.constantFrom(...minutes),
      as: fc.constantFrom(...resumes),
    })
    .map(({ day, minute, lasts, until, as }) => [
      { day, minute, is: { scope, event: { type: 'pause' } } },
      {
        day: day + (until > minute ? lasts : lasts + 1),
        minute: until,
        is: { scope, event: { type: 'resume', ...as } },
      },
    ]);
}

/** Every place meets each policy once; one that spreads many does so at few moments. */
function pausesOfPlace(from: DateTime): fc.Arbitrary<Happening[]> {
  const [keep, shift, skip, spread] = policies(0.1);
  const each = fc.shuffledSubarray([keep, shift, skip, spread], { minLength: 4 });
  return each
    .chain((chosen) => {
      const scopes = ['workspace', 'owner-0', 'owner-0', 'owner-1'] as const;
      return fc.tuple(
        ...scopes.map((scope, index) => pausing(scope, [chosen[index] ?? {}], scope === 'workspace' ? 0 : 1)),
      );
    })
    .map((lists) => lists.flat().map((one) => happeningOf(from, one)));
}

const fields = fc.record({
  name: fc.constantFrom('renewal', 'born', 'employees'),
  value: fc.constantFrom('2026-03-12', '2026-04-09', '2026-11-03', '2026-05-01', '', 250),
});
const stepIds = ['a', 'b', 'c', 'd', 'e', 'f'];

/** What one person does, or is done to. */
const own = fc.oneof(
  { weight: 6, arbitrary: fc.nat(5).map((nth) => ({ type: 'task-done', nth })) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constantFrom('open', 'click'), step: fc.constantFrom('a', 'b', 'c') }),
  },
  { weight: 2, arbitrary: fields.map((field) => ({ type: 'field', ...field })) },
  { weight: 1, arbitrary: fc.constantFrom('cold', 'vip').map((tag) => ({ type: 'tag', tag })) },
  { weight: 2, arbitrary: fc.constantFrom<Json & { type: string }>({ type: 'reply' }, { type: 'reply', step: 'a' }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom({ type: 'meeting-booked' }, { type: 'unsubscribe' }, { type: 'bounce' }),
  },
);

const person = (few: number) =>
  fc.record({
    owner: fc.nat(1),
    contact: fc.constantFrom<Json>(
      {},
      {},
      { zone: 'America/Los_Angeles', tags: ['VIP'] },
      { zone: 'Australia/Lord_Howe', tags: ['Cold'] },
      {
        zone: 'America/Los_Angeles',
        fields: { plan: 'trial', employees: '250', renewal: '2026-04-05', born: '1992-02-29' },
      },
      { fields: { plan: 'trial', renewal: '2026-03-12', born: '1990-11-01' } },
    ),
    start: fc.constantFrom(...starts),
    outcomes: fc.tuple(...stepIds.map(() => fc.constantFrom('done', 'no answer', 'skipped', undefined))),
    happenings: fc.array(loose(own), { maxLength: few }),
    pauses: fc.oneof(
      { weight: 30, arbitrary: fc.constant<LooseEvent[]>([]) },
      { weight: 1, arbitrary: pausing('self') },
    ),
  });

interface Edit extends Json {
  readonly type: 'publish' | 'append';
  readonly steps: readonly unknown[];
}

const edits = (steps: fc.Arbitrary<unknown[]>): fc.Arbitrary<Edit> =>
  fc.record({
    type: fc.constantFrom('publish', 'publish', 'publish', 'append'),
    steps: steps.filter(({ length }) => length > 0),
  });

const courseOf = (sequence: fc.Arbitrary<Json>, steps: fc.Arbitrary<unknown[]>, type: 'step' | 'date') =>
  fc.record({
    type: fc.constant(type),
    sequence,
    edits: fc.oneof(
      { weight: 9, arbitrary: fc.constant<Loose<Edit>[]>([]) },
      { weight: 1, arbitrary: fc.array(loose(edits(steps), 9), { minLength: 1, maxLength: 2 }) },
    ),
    pauses: fc.oneof(
      { weight: 30, arbitrary: fc.constant<LooseEvent[]>([]) },
      { weight: 1, arbitrary: pausing('sequence') },
    ),
    people: fc.oneof(
      { weight: 24, arbitrary: fc.tuple(person(1)) },
      { weight: 1, arbitrary: fc.tuple(person(1), person(1)) },
    ),
  });

const hasSteps = ({ steps }: Json) => Array.isArray(steps) && steps.length > 1;

const arbitraryCourse = fc.oneof(
  { weight: 4, arbitrary: courseOf(arbitraryStepSequence.filter(hasSteps), arbitrarySteps, 'step') },
  { weight: 1, arbitrary: courseOf(arbitraryDateSequence.filter(hasSteps), arbitraryDateSteps, 'date') },
);

type DrawnCourse = ReturnType<typeof arbitraryCourse.generate>['value'];

interface Where {
  readonly place: number;
  readonly from: DateTime;
  readonly index: number;
}

function placed(drawn: DrawnCourse, { place, from, index }: Where): Course {
  const theme = themeOf(index);
  const { sequence: bentSequence, edit } = bent(theme, drawn.sequence, index);
  const drawnEdits = [
    // A close course's window is shut on two days, which a step of an edit may want.
    ...(theme === 'close' ? [] : drawn.edits),
    ...(edit === null ? [] : [{ day: edit.day, minute: 840, is: { type: 'publish' as const, steps: edit.steps } }]),
  ];
  const [steps, ...editedSteps] = askable([stepsOf(bentSequence), ...drawnEdits.map(({ is }) => stepsOf(is))]);
  const sequence = { ...bentSequence, steps };
  const edits = drawnEdits.map((one, nth) => ({ ...one, is: { ...one.is, steps: editedSteps[nth] ?? [] } }));
  const tasks = tasksIn([sequence, ...edits.map(({ is }) => is)]);
  return {
    place,
    sequence: atFewTimes(livable(sequence)),
    happenings: [
      ...edits.map((one, nth) => happeningOf(from, { ...one, is: { event: editOf(one.is, nth) } })),
      ...drawn.pauses.map((one) => happeningOf(from, one)),
    ],
    people: drawn.people.map(({ owner, contact, start, outcomes, happenings, pauses }) => {
      const enrolledAt = from.plus({ minutes: start });
      // Another word each time that somebody presses: a task is closed once, so the first counts.
      const closed = (step: string, time = 0): Json & { type: string } => {
        const outcome = outcomes[(stepIds.indexOf(step) + time) % outcomes.length];
        return { type: 'task-done', step, ...(outcome === undefined ? {} : { outcome }) };
      };
      const events = happenings.map(({ is, ...when }): LooseEvent => {
        if (!('nth' in is)) return { ...when, is: { event: is } };
        return { ...when, is: { event: closed(tasks[Number(is.nth) % tasks.length] ?? 'a', when.day) } };
      });
      const done = theme === 'tasks' ? tasks.flatMap((step, nth) => twiceLater((time) => closed(step, time), nth)) : [];
      const all = [...events, ...pauses, ...done, ...happensUnder(theme, index)].map((one) => happeningOf(from, one));
      return { owner, contact, enrolledAt, happenings: all.filter(({ at }) => at >= enrolledAt) };
    }),
    until: drawn.type === 'date' ? endOfDates : from.plus({ days: daysOfSteps }),
  };
}

const stepsOf = ({ steps }: { readonly steps?: unknown }): readonly Json[] => (Array.isArray(steps) ? steps : []);

/** Pressed twice, since a task may come late. */
const twiceLater = (closed: (time: number) => Happening['event'], index: number): LooseEvent[] =>
  [2, 9].map((day, time) => ({ day: 2 * index + day, minute: 840, is: { event: closed(time) } }));

/** Ids of steps that are tasks, those that pause first. */
function tasksIn(lists: readonly Json[]): string[] {
  const steps = lists.flatMap(stepsOf);
  const tasks: Json[] = steps.filter(({ kind }: Json) => kind === 'task');
  const first = tasks.some(({ pause }) => pause === true) ? tasks.filter(({ pause }) => pause === true) : tasks;
  return first.map(({ id }) => String(id));
}

function happeningOf(from: DateTime, { day, minute, is }: LooseEvent): Happening {
  return { at: from.startOf('day').plus({ days: day + 1, minutes: minute }), ...is };
}

/** What an edit publishes; appended steps have ids of their own. */
function editOf(edit: Edit, index: number): Happening['event'] {
  const steps = atFewTimes(livable({ steps: edit.steps })).steps;
  if (edit.type === 'publish') return { ...edit, steps };
  const own = JSON.stringify(steps).replaceAll(/"(id|name|goto)":"(\w)"/g, `"$1":"$2${index}"`);
  return { ...edit, steps: JSON.parse(own) };
}
