import { saveList } from '../../../../src/app/fulfillment/saveList.js';
import { newWorkspace } from '../../../../src/app/people/newWorkspace.js';
import type { Tables } from '../../../../src/app/ports/store.js';
import type { Member, Workspace } from '../../../../src/app/ports/stores/people.js';
import { saveTemplate } from '../../../../src/app/sequences/saveTemplate.js';
import type { FulfillmentList } from '../../../../src/domain/fulfillment/list.js';
import { toSequenceFile } from '../../../../src/domain/sequence/file.js';
import { parseSequence } from '../../../../src/domain/sequence/parse.js';
import type { Sequence } from '../../../../src/domain/sequence/sequence.js';
import { slugOf } from '../../../../src/domain/sequence/slug.js';
import { delayGrids } from '../../../../src/domain/timing/plan.js';
import type { AppWorld } from '../../../support/app-world.js';
import { aMember } from '../../../support/people.js';
import { monday } from '../../../support/world.js';
import { type Json, listOf } from './livable.js';
import type { Lives, Place } from './lives.js';
import { stepText } from './words.js';

/** What stands before anybody is enrolled. */
export interface Grounds {
  readonly places: readonly {
    readonly workspace: Workspace;
    readonly admin: Member;
    readonly owners: readonly Member[];
  }[];
  /** The sequences' ids, by course. */
  readonly sequenceIds: readonly string[];
}

/** A workspace for each place, its people, its stored text, the sequence that others lead to, and all the courses'. */
export async function layGrounds(world: AppWorld, lives: Lives): Promise<Grounds> {
  const places = await world.store.transact(async (tables) => {
    const laid = [];
    for (const [index, place] of lives.places.entries()) laid.push(await layPlace(tables, world.ids, place, index));
    return laid;
  });
  const far = { name: 'another', steps: [{ id: 'w', kind: 'delay', for: '30000 days' }] };
  await storeFirst(
    world,
    places.map(({ workspace }) => ({ workspaceId: workspace.id, file: far })),
  );
  const courses = lives.courses.map(({ sequence, place }, index) => {
    return { workspaceId: places[place]?.workspace.id ?? '', file: { ...sequence, name: nameOf(index) } };
  });
  return { places, sequenceIds: await storeFirst(world, courses) };
}

/** Those of a place, in their order. */
export const ownerHandles = ['ana', 'ben'] as const;

export const slackIdOf = (place: number, handle: string) => `U${place}${handle.toUpperCase()}`;

/** What a course's sequence is called. */
export const nameOf = (course: number) => `Course ${course}`;

export function readSequence(file: Json): Sequence {
  const parsed = parseSequence(file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.sequence;
}

type Ids = AppWorld['ids'];

/** What steps put people on: of every other place by webhook, of the rest by mail; at a minute at which nothing else is due. */
export function kitOf(place: number, name: string): FulfillmentList {
  return {
    name,
    items: [{ item: 'mug', quantity: 1 }],
    to:
      place % 2 === 0
        ? { kind: 'webhook', url: 'https://example.com/hook' }
        : { kind: 'mail', email: 'kits@warehouse.example' },
    days: ['thu'],
    at: '16:07',
  };
}

async function layPlace(tables: Tables, ids: Ids, { zone, delayGrid }: Place, index: number) {
  const grid = delayGrids.find((one) => one === delayGrid);
  if (grid === undefined) throw new Error(`${delayGrid} minutes are no grid`);
  const workspace = newWorkspace({
    ...{ id: ids.next(), name: `Place ${index}`, slackTeamId: `TPLACE${index}`, zone, delayGridMinutes: grid },
    ...{ mailFrom: 'sales@harbor.example', mailSenders: ['x@y.z'], postalAddress: '1 Pier Road, Portland' },
  });
  await tables.workspaces.create(workspace, monday);
  const member = async (handle: string, given: Partial<Member> = {}) => {
    const slackUserId = slackIdOf(index, handle);
    const made = aMember(ids.next(), workspace.id, { handle, slackUserId, ...given });
    await tables.members.save(made, monday);
    return made;
  };
  const admin = await member('adam', { isSlackAdmin: true });
  const owners = [];
  for (const handle of ownerHandles) owners.push(await member(handle));
  const context = { tables, ids, now: monday };
  const mail = { subject: stepText, body: 'b', format: 'text' } as const;
  const card = { size: '4x6', front: '<p>f</p>', back: `<p>${stepText}</p>` } as const;
  for (const template of [
    { name: 'stored', kind: 'email', content: mail } as const,
    { name: 'card', kind: 'postcard', content: card } as const,
  ]) {
    await saveTemplate(context, { workspaceId: workspace.id, template, savedById: null, customFields: 'any' });
  }
  for (const letter of 'abcdef') {
    await saveList(context, { workspace, list: kitOf(index, listOf(letter)), savedById: null });
  }
  return { workspace, admin, owners };
}

/** Stores sequences' first versions, all together; answers the sequences' ids. */
async function storeFirst(
  { prisma, pool, ids }: AppWorld,
  all: readonly { readonly workspaceId: string; readonly file: Json }[],
): Promise<string[]> {
  const published = { publishedAt: monday.toJSDate(), createdAt: monday.toJSDate() };
  const rows = all.map(({ workspaceId, file }) => {
    const definition = readSequence(file);
    return { id: ids.next(), versionId: ids.next(), workspaceId, name: definition.name, definition };
  });
  await prisma.sequence.createMany({
    data: rows.map(({ id, workspaceId, name }) => ({
      id,
      workspaceId,
      name,
      slug: slugOf(name),
      createdAt: published.createdAt,
    })),
  });
  await prisma.sequenceVersion.createMany({
    data: rows.map(({ id, versionId, definition }) => ({
      ...{ id: versionId, sequenceId: id, number: 1, publishedAt: published.publishedAt },
      definition: JSON.parse(JSON.stringify(toSequenceFile(definition))),
    })),
  });
  await pool.query(
    'UPDATE sequences SET current_version_id = v.id FROM sequence_versions v WHERE v.sequence_id = sequences.id',
  );
  return rows.map(({ id }) => id);
}
