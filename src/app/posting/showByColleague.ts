import { displayName } from '../../domain/contact/contact.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import type { Notice } from '../notices.js';
import type { Tables } from '../ports/store.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import { counted } from '../shown/counted.js';
import type { ShownNotice } from './shown.js';

type ByColleague = Extract<Notice, { kind: 'by-colleague' }>;

/** Enrollments that the message itself names. */
const listed = 3;
/** Those that are named where all of them are asked for. */
const most = 500;

const titles: Readonly<Record<ByColleague['did'], (by: string, people: number) => string>> = {
  enrolled: (by, people) => `${by} enrolled ${people === 1 ? 'somebody' : `${people} people`} in your name`,
  suppressed: (by) => `${by} suppressed a contact of yours`,
  removed: (by, cadences) =>
    `${by} ended ${cadences === 1 ? 'a cadence' : counted(cadences, 'cadence')} of a contact of yours`,
};

/** What a colleague did to enrollments of the reader's, some of them by name. Null when all of them are gone. */
export async function showByColleague(
  tables: Tables,
  postId: string,
  notice: ByColleague,
): Promise<ShownNotice | null> {
  const { did, enrollmentIds } = notice;
  const all = enrollmentIds.length;
  const shown = all > listed + 1 ? listed : all;
  const snapshots = await read(tables, enrollmentIds.slice(0, shown));
  const [first] = snapshots;
  if (first === undefined) return null;
  const more = all > shown ? [`…and ${all - shown} more`] : [];
  const isOne = new Set(snapshots.map(({ contact }) => contact.id)).size === 1;
  return {
    title: await titleOf(tables, notice),
    text: [...snapshots.map((one) => line(did, one, displayName)), ...more].join('\n'),
    buttons: [
      ...(isOne ? [{ action: 'open-contact', label: 'Open the contact', value: first.contact.id } as const] : []),
      ...(all > shown ? [{ action: 'show-all', label: `Show all ${all}`, value: postId } as const] : []),
    ],
  };
}

/** All of them, with their addresses, for whom the message went to; null where it is gone or was another's. */
export async function showAllByColleague(
  { store }: Pick<AppDeps, 'store'>,
  { actor, postId }: { readonly actor: Member; readonly postId: string },
): Promise<ShownNotice | null> {
  const post = await store.read.posts.byId(postId);
  if (post?.workspaceId !== actor.workspaceId || post.conversation !== actor.slackUserId) return null;
  if (post.content.kind !== 'notice' || post.content.notice.kind !== 'by-colleague') return null;
  const { notice } = post.content;
  const { did, enrollmentIds } = notice;
  const snapshots = await read(store.read, enrollmentIds.slice(0, most));
  const left = enrollmentIds.length - most;
  const more = left > 0 ? [`…and ${left} more`] : [];
  const text = [...snapshots.map((one) => line(did, one, withAddress)), ...more].join('\n');
  return { title: await titleOf(store.read, notice), text, buttons: [] };
}

/** In the order in which they were done. */
async function read(tables: Tables, ids: readonly string[]): Promise<readonly Snapshot[]> {
  const found = new Map((await tables.enrollments.byIds(ids)).map((one) => [one.id, one]));
  return loadSnapshots(
    tables,
    ids.flatMap((id) => found.get(id) ?? []),
  );
}

async function titleOf({ members }: Pick<Tables, 'members'>, { did, byId, enrollmentIds }: ByColleague) {
  return titles[did]((await members.byId(byId))?.name ?? 'A colleague', enrollmentIds.length);
}

function line(
  did: ByColleague['did'],
  { contact, plan }: Snapshot,
  nameOf: (contact: StoredContact) => string,
): string {
  const where = plan.sequence.name;
  if (did === 'enrolled') return `${nameOf(contact)} in ${where}`;
  return `${nameOf(contact)} is out of ${where}.${did === 'suppressed' ? ' Nothing goes there any more.' : ''}`;
}

function withAddress(contact: StoredContact): string {
  const name = displayName(contact);
  return name === contact.email ? name : `${name} (${contact.email})`;
}
