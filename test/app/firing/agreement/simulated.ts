import type { DateTime } from 'luxon';
import { stateOf } from '../../../../src/domain/enrollment/progress.js';
import { runCase, type SimulationRun } from '../../../../src/domain/simulate/run.js';
import { readable } from '../../../domain/simulate/arbitrary-case.js';
import { edited, type Json } from './livable.js';
import type { Course, Happening, Lives, Person, Scope } from './lives.js';
import { type Away, awayIn, isAway, type Owned, ownerBy, stepAt, withPauses } from './owners.js';
import { lineOfTouch, type Told, tellEnd } from './told.js';
import { touchesOf } from './touches.js';

/** A person's life as a case of `simulate`, and what that makes of it. */
export interface Simulated {
  readonly input: Json;
  readonly run: SimulationRun;
  readonly told: Told;
  /** How often they got another owner, and how often one who was away. */
  readonly handedOver: { readonly times: number; readonly away: number };
}

/** By {@link keyOf}. */
export type SimulatedLives = ReadonlyMap<string, Simulated>;

export const keyOf = (course: number, person: number) => `${course}/${person}`;

interface Telling extends Owned {
  readonly course: Course;
  readonly person: Person;
  readonly zone: string;
  readonly delayGrid: number;
  /** The steps as they were when the person was enrolled. */
  sequence: Json;
  /** What holds the person's enrollment. */
  readonly held: Set<Scope>;
  readonly events: Json[];
  hasBegun: boolean;
}

/** Simulates everybody for themselves; where a resume spreads many, each goes where its turn among them is. */
export function simulateLives(lives: Lives): SimulatedLives {
  const tellings = new Map<string, Telling>();
  lives.courses.forEach((course, index) => {
    const place = lives.places[course.place];
    if (place === undefined) throw new Error('a course is nowhere');
    course.people.forEach((person, number) => {
      const { zone, delayGrid } = place;
      const { sequence } = course;
      tellings.set(keyOf(index, number), {
        course,
        person,
        zone,
        delayGrid,
        sequence,
        ...{ owner: person.owner, followed: 0, handedOver: { times: 0, away: 0 }, pausing: new Set<string>() },
        held: new Set(),
        events: [],
        hasBegun: false,
      });
    });
  });
  const away = awayIn(lives);
  for (const { happening, of, whom } of inOrder(lives)) {
    const all = whom.map((key) => required(tellings.get(key)));
    for (const telling of all)
      if (happening.at >= telling.person.enrolledAt) handOver(telling, happening.at, away[of.place] ?? []);
    const { scope } = happening;
    happens(happening, scope?.startsWith('owner') ? all.filter(({ owner }) => scope === `owner-${owner}`) : all);
  }
  for (const telling of tellings.values()) handOver(telling, telling.course.until, away[telling.course.place] ?? []);
  return new Map([...tellings].map(([key, telling]) => [key, simulated(telling)]));
}

/** Everything that happens, in order of time; in one minute a place's first, then a sequence's, then a person's. */
export function inOrder(lives: Lives) {
  const all: { readonly happening: Happening; readonly of: Whose; readonly whom: readonly string[] }[] = [];
  const everybody = lives.courses.flatMap((course, index) =>
    course.people.map((person, number) => ({ key: keyOf(index, number), course: index, place: course.place, person })),
  );
  const add = (happening: Happening, of: Whose, whom: readonly { readonly key: string }[]) => {
    all.push({ happening, of, whom: whom.map(({ key }) => key) });
  };
  lives.places.forEach(({ happenings }, place) => {
    for (const one of happenings) {
      // Whose they are by then, rules decide.
      add(
        one,
        { place },
        everybody.filter((each) => each.place === place),
      );
    }
  });
  lives.courses.forEach(({ happenings, place }, course) => {
    const within = everybody.filter((each) => each.course === course);
    for (const one of happenings) add(one, { place, course }, within);
  });
  for (const { key, course, place, person } of everybody) {
    for (const one of person.happenings) add(one, { place, course, person: key }, [{ key }]);
  }
  return all.sort((a, b) => a.happening.at.toMillis() - b.happening.at.toMillis());
}

/** Whose happening it is. */
export interface Whose {
  readonly place: number;
  readonly course?: number;
  readonly person?: string;
}

function happens({ at, event, scope }: Happening, concerned: readonly Telling[]): void {
  const there = concerned.filter(({ person, course }) => at <= course.until && at >= person.enrolledAt);
  for (const telling of concerned) if (at < telling.person.enrolledAt) happensBefore(telling, event, scope);
  for (const telling of there) begins(telling);
  if (scope !== undefined && event.type === 'resume') resumes(there, at, event, scope);
  else for (const telling of there) happensTo(telling, at, event, scope);
}

/** What comes back of something that was sent. */
const signs = ['reply', 'open', 'click'];

function happensTo(telling: Telling, at: DateTime, event: Happening['event'], scope: Scope | undefined): void {
  if (scope !== undefined) pauses(telling, at, scope);
  else if (event.step !== undefined && signs.includes(event.type) && !wasSent(telling, at, event.step)) {
    // Nobody opens what never came; an answer is one all the same.
    if (event.type === 'reply') telling.events.push({ at: iso(at), type: 'reply' });
  } else telling.events.push({ at: iso(at), ...event });
}

/** Whoever is enrolled later comes into what is there by then. */
function happensBefore(telling: Telling, event: Json, scope: Scope | undefined): void {
  if (scope !== undefined && event.type === 'pause') telling.held.add(scope);
  else if (scope !== undefined) telling.held.delete(scope);
  else if (Array.isArray(event.steps)) telling.sequence = edited(telling.sequence, event.type, event.steps);
}

function pauses(telling: Telling, at: DateTime, scope: Scope): void {
  const { held, events } = telling;
  if (held.size === 0) {
    if (pausedByRule(telling, at)) held.add('self');
    events.push({ at: iso(at), type: 'pause' });
  }
  held.add(scope);
}

function resumes(concerned: readonly Telling[], at: DateTime, event: Json, scope: Scope): void {
  for (const telling of concerned) {
    if (telling.held.size === 0 && scope === 'self' && pausedByRule(telling, at)) telling.held.add('self');
  }
  const going = concerned.filter(({ held }) => held.delete(scope) && held.size === 0);
  const { spreadOver, policy } = event;
  const overdue = spreadOver === undefined ? [] : overdueOf(going, at);
  const share = (Number(spreadOver) * 60) / overdue.length;
  for (const telling of going) {
    const turn = overdue.indexOf(telling);
    const spreadTo = spreadOver !== undefined && turn >= 0 ? at.plus({ minutes: Math.floor(turn * share) }) : null;
    const how =
      spreadTo === null ? { policy: spreadOver === undefined ? policy : 'keep' } : { spreadTo: iso(spreadTo) };
    telling.events.push({ at: iso(at), type: 'resume', ...how });
  }
}

/** Those whose next step's time is past, in due order; of one minute, whoever was enrolled first. */
function overdueOf(going: readonly Telling[], at: DateTime): Telling[] {
  return going
    .flatMap((telling) => ({ telling, due: progressAt(telling, at).pending?.dueAt ?? at }))
    .filter(({ due }) => due < at)
    .sort((a, b) => Number(a.due) - Number(b.due) || enrolled(a.telling) - enrolled(b.telling))
    .map(({ telling }) => telling);
}

/** Whoever is enrolled into what is paused is paused from the first minute. */
function begins(telling: Telling): void {
  const { person, held, events, hasBegun } = telling;
  telling.hasBegun = true;
  if (!hasBegun && held.size > 0) events.push({ at: iso(person.enrolledAt), type: 'pause' });
}

function wasSent(telling: Telling, at: DateTime, step: unknown): boolean {
  return runTo(telling, at).records.some(({ stepId, outcome }) => stepId === step && outcome === 'fired');
}

function pausedByRule(telling: Telling, at: DateTime): boolean {
  const text = JSON.stringify([telling.sequence, telling.events]);
  const { pausedSince } = text.includes('"pause":"this"') ? progressAt(telling, at) : { pausedSince: null };
  return pausedSince !== null && pausedSince < at;
}

const progressAt = (telling: Telling, at: DateTime) => runTo(telling, at).progress;

/** Up to a moment, before anything fires in it. */
function runTo(telling: Telling, at: DateTime): SimulationRun {
  const events = [...telling.events, { at: iso(at), type: 'pause' }];
  return runCase(readable({ ...inputOf(telling), events, until: iso(at) }));
}

function simulated(telling: Telling): Simulated {
  begins(telling);
  const input = inputOf(telling);
  const run = runCase(readable(input));
  const records = run.records.map((record, index) => ({ ...record, trace: run.pendings[index]?.trace ?? null }));
  const { handedOver } = telling;
  const arrived = touchesOf(telling, run).map(({ at, touch }) => lineOfTouch(at, touch));
  return { input, run, handedOver, told: { records, end: tellEnd(stateOf(run.progress)), arrived } };
}

function inputOf(telling: Telling): Json {
  const { course, person, zone, delayGrid } = telling;
  const { sequence, events } = withPauses(telling);
  const { contact, enrolledAt } = person;
  const times = { enrolledAt: iso(enrolledAt), until: iso(course.until), limit: 1000 };
  return { sequence, accountZone: zone, contact, delayGrid, ...times, events };
}

const enrolled = ({ person }: Telling) => person.enrolledAt.toMillis();
/**
 * Follows rules that hand somebody over, up to a moment. Where the new owner is away, the rule pauses them: of owners
 * `simulate` knows nothing.
 */
function handOver(telling: Telling, to: DateTime, away: Away): void {
  if (!JSON.stringify([telling.sequence, telling.events]).includes('"setOwner"')) return;
  begins(telling);
  for (;;) {
    const moves = runTo(telling, to).records.filter((one) => one.outcome === 'fired' && ownerBy(telling, one) !== null);
    const [next] = moves.slice(telling.followed);
    if (next === undefined) return;
    telling.followed += 1;
    const owner = ownerBy(telling, next);
    if (owner === null || owner === telling.owner) continue;
    telling.owner = owner;
    telling.handedOver.times += 1;
    if (!isAway(away, owner, next.at)) continue;
    telling.handedOver.away += 1;
    telling.pausing.add(next.stepId);
    if (JSON.stringify(stepAt(telling, next)).includes('"pause":"this"')) telling.held.add('self');
    telling.held.add(owner === 0 ? 'owner-0' : 'owner-1');
  }
}

const iso = (at: DateTime) => at.toUTC().toISO() ?? '';

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is nobody of that key');
  return value;
}
