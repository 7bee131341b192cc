import { DateTime } from 'luxon';
import { type Beginning, beginEnrollments } from '../../../../src/app/enrolling/beginEnrollment.js';
import { pausesForNew } from '../../../../src/app/enrollments/pausesForNew.js';
import type { StoredContact } from '../../../../src/app/ports/stores/people.js';
import { newContact } from '../../../../src/domain/contact/contact.js';
import { stateOf } from '../../../../src/domain/enrollment/progress.js';
import type { AppWorld } from '../../../support/app-world.js';
import { monday } from '../../../support/world.js';
import { type Calendar, goThrough } from './go-through.js';
import { type Grounds, layGrounds } from './grounds.js';
import { happen } from './happen.js';
import type { Lives, Person } from './lives.js';
import type { Outside } from './outside.js';
import { inOrder, keyOf } from './simulated.js';
import { type Told, tellEnd } from './told.js';
import { reachOf } from './words.js';

/** Somebody who lives in the program's database. */
export interface Living {
  readonly key: string;
  readonly person: Person;
  readonly course: number;
  readonly place: number;
  readonly contact: StoredContact;
  /** Null before the enrollment. */
  enrollmentId: string | null;
}

/**
 * Lives all of them on one database and one clock that goes from one moment to the next at which anything is due or
 * happens; answers what the ledger says of each and what arrived outside, by {@link keyOf}. `turns` counts those moments.
 */
export async function liveThrough(world: AppWorld, outside: Outside, lives: Lives) {
  const grounds = await layGrounds(world, lives);
  const everybody = await settleIn(world, lives, grounds);
  const byKey = new Map(everybody.map((one) => [one.key, one]));
  const calendar: Calendar = new Map();
  const plan = (at: DateTime, does: () => Promise<void>) => {
    calendar.set(at.toMillis(), [...(calendar.get(at.toMillis()) ?? []), does]);
  };
  for (const at of new Set(everybody.map(({ person }) => person.enrolledAt.toMillis()))) {
    const coming = everybody.filter(({ person }) => person.enrolledAt.toMillis() === at);
    const [first] = coming;
    if (first !== undefined) plan(first.person.enrolledAt, () => enrollAll(world, grounds, coming));
  }
  for (const { happening, of, whom } of inOrder(lives)) {
    const about = of.person === undefined ? undefined : byKey.get(of.person);
    const late = of.course !== undefined && happening.at > (lives.courses[of.course]?.until ?? happening.at);
    if (!late && (of.person === undefined || whom.length > 0)) {
      plan(happening.at, () => happen(world, grounds, { happening, of, about }));
    }
  }
  for (const until of new Set(lives.courses.map((course) => course.until.toMillis()))) {
    const over = lives.courses.flatMap((course, index) => (course.until.toMillis() === until ? [index] : []));
    const [first] = over;
    const at = first === undefined ? undefined : lives.courses[first]?.until.plus({ minutes: 1 });
    if (at !== undefined) plan(at, () => letRest(world, grounds, over));
  }
  const { got, turns } = await goThrough(world, outside, calendar);
  return { told: await tellAll(world, everybody, got), turns };
}

/** Where post reaches everybody. */
const home = { street: '1 Pier Road', city: 'Portland', state: 'OR', zip: '97201' };

async function settleIn(world: AppWorld, lives: Lives, grounds: Grounds): Promise<Living[]> {
  const everybody = lives.courses.flatMap((course, index) =>
    course.people.map((person, number): Living => {
      const { workspace, owners } = placeOf(grounds, course.place);
      const key = keyOf(index, number);
      const { email, lastName, phone } = reachOf(key);
      const given = person.contact as { zone?: string; tags?: string[]; fields?: Record<string, string | number> };
      const contact = {
        ...newContact(email),
        ...{ id: world.ids.next(), workspaceId: workspace.id, ownerId: owners[person.owner]?.id ?? null },
        ...{
          firstName: 'Ada',
          lastName,
          phone,
          zone: given.zone ?? null,
          tags: given.tags ?? [],
          fields: { ...home, ...given.fields },
        },
      };
      return { key, person, course: index, place: course.place, contact, enrollmentId: null };
    }),
  );
  const contacts = everybody.map(({ contact }) => contact);
  await world.store.transact((tables) => tables.contacts.createMissing(contacts, monday));
  return everybody;
}

export function placeOf({ places }: Grounds, index: number) {
  const place = places[index];
  if (place === undefined) throw new Error(`there is no place ${index}`);
  return place;
}

async function enrollAll({ store, ids }: AppWorld, grounds: Grounds, coming: readonly Living[]): Promise<void> {
  await store.transact(async (tables) => {
    const sequenceIds = coming.map(({ course }) => grounds.sequenceIds[course] ?? '');
    const sequences = new Map((await tables.sequences.byIds(sequenceIds)).map((one) => [one.id, one]));
    const known = new Map<string, ReturnType<typeof pausesForNew>>();
    const beginnings: Beginning[] = [];
    for (const one of coming) {
      const { workspace, owners } = placeOf(grounds, one.place);
      const owner = owners[one.person.owner];
      const sequence = sequences.get(grounds.sequenceIds[one.course] ?? '');
      const version = sequence === undefined ? null : await tables.sequences.version(sequence.currentVersionId);
      if (owner === undefined || sequence === undefined || version === null) throw new Error('grounds are missing');
      const of = { sequence, ownerId: owner.id, workspaceId: workspace.id };
      // The same for all of an owner, but for what their sequence says.
      const key = `${owner.id} ${sequence.pausedAt !== null}`;
      if (!known.has(key)) known.set(key, pausesForNew(tables, of));
      const pauses = (await known.get(key)) ?? [];
      const whole = { version, workspace, options: {} };
      beginnings.push({ whole, contact: one.contact, ownerId: owner.id, pauses });
    }
    const [first] = coming;
    const begun =
      first === undefined ? [] : await beginEnrollments({ tables, ids, now: first.person.enrolledAt }, beginnings);
    const byContact = new Map(begun.map((one) => [one.contactId, one.id]));
    for (const one of coming) one.enrollmentId = byContact.get(one.contact.id) ?? null;
  });
}

/** What comes after is not looked at. */
async function letRest({ pool }: AppWorld, { sequenceIds }: Grounds, courses: readonly number[]): Promise<void> {
  const ids = courses.map((index) => sequenceIds[index]);
  await pool.query('UPDATE enrollments SET due_at = NULL WHERE sequence_id = ANY($1)', [ids]);
}

interface LedgerRow {
  readonly enrollment_id: string;
  readonly step_id: string;
  readonly occurrence: number;
  readonly state: string;
  readonly reason: string | null;
  readonly at: Date;
  readonly trace: Told['records'][number]['trace'];
}

async function tellAll(
  { pool, store }: AppWorld,
  everybody: readonly Living[],
  got: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, Told>> {
  const ids = everybody.flatMap(({ enrollmentId }) => enrollmentId ?? []);
  const { rows } = await pool.query<LedgerRow>(
    `SELECT enrollment_id, step_id, occurrence, state, reason, coalesce(fired_at, settled_at) AS at, trace
     FROM executions WHERE enrollment_id = ANY($1) AND state <> 'cancelled'`,
    [ids],
  );
  const enrollments = new Map((await store.read.enrollments.byIds(ids)).map((one) => [one.id, one]));
  return new Map(
    everybody.map(({ key, enrollmentId }) => {
      const enrollment = enrollmentId === null ? undefined : enrollments.get(enrollmentId);
      if (enrollment === undefined) throw new Error(`${key} was never enrolled`);
      const records = rows.filter((row) => row.enrollment_id === enrollmentId).map(recordOf);
      const held = enrollment.hold === null ? '' : ` held: ${enrollment.hold}`;
      const arrived = got.get(key) ?? [];
      return [key, { records, end: `${tellEnd(stateOf(enrollment.progress))}${held}`, arrived }];
    }),
  );
}

function recordOf({ step_id, occurrence, state, reason, at, trace }: LedgerRow): Told['records'][number] {
  const minute = DateTime.fromJSDate(at, { zone: 'utc' }).startOf('minute');
  const outcome = state as 'fired' | 'skipped';
  // Of a branch the ledger keeps which way it went.
  return { stepId: step_id, occurrence, at: minute, outcome, reason: state === 'fired' ? null : reason, trace };
}
