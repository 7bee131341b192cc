import type { Snapshot } from '../../../src/app/firing/loadSnapshots.js';
import { loadSnapshots } from '../../../src/app/firing/loadSnapshots.js';
import type { Notice } from '../../../src/app/notices.js';
import type { PostContent } from '../../../src/app/ports/stores/tasks.js';
import { showNotice } from '../../../src/app/posting/showNotice.js';
import type { AppWorld } from '../../support/app-world.js';

/** Steps of the cadences that these tests run; a Monday, 08:00, is when people are enrolled. */
const content = { subject: 'Hello {{ contact.firstName }}', body: 'About {{ contact.company }}.' };
export const intro = { id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', email: content };
export const followUp = { id: 'follow-up', kind: 'email', when: { days: 1, at: '09:00' }, email: content };
export const lastWord = { id: 'last-word', kind: 'email', when: { days: 1, at: '09:00' }, email: content };
export const call = {
  id: 'call',
  name: 'Call',
  kind: 'task',
  when: 'immediately',
  pause: true,
  task: { title: 'Call {{ contact.firstName }}', type: 'call' },
};

/** An enrollment as it stands, with its plan. */
export async function standing(world: AppWorld, enrollmentId: string): Promise<Snapshot> {
  const enrollment = await world.store.read.enrollments.byId(enrollmentId);
  const [snapshot] = enrollment === null ? [] : await loadSnapshots(world.store.read, [enrollment]);
  if (snapshot === undefined) throw new Error(`no enrollment ${enrollmentId}`);
  return snapshot;
}

export interface PostRow {
  readonly id: string;
  readonly key: string;
  readonly conversation: string;
  readonly content: PostContent;
  readonly wanted: number;
  readonly due_at: Date | null;
  readonly ts: string | null;
}

/** Every message, oldest first. */
export async function posts(world: AppWorld): Promise<PostRow[]> {
  return (await world.pool.query<PostRow>('SELECT * FROM posts ORDER BY created_at, id')).rows;
}

/** The notices of one kind, oldest first. */
export async function noticesOf(world: AppWorld, kind: Notice['kind']): Promise<PostRow[]> {
  return (await posts(world)).filter(({ content }) => content.kind === 'notice' && content.notice.kind === kind);
}

/** What a notice says now. */
export async function shownNotice(world: AppWorld, postId: string) {
  const post = await world.store.read.posts.byId(postId);
  if (post?.content.kind !== 'notice') throw new Error('no notice');
  return showNotice(world.store.read, postId, post.content.notice, await world.clock.now());
}

/** Brings every message that is due to Slack, as the Slack lane would. */
export async function showPosts(world: AppWorld): Promise<void> {
  const now = await world.clock.now();
  await world.pool.query(
    "UPDATE posts SET shown = wanted, channel = 'D' || conversation, ts = '1.' || left(id::text, 4), due_at = NULL WHERE due_at <= $1",
    [now.toJSDate()],
  );
}

/** Keys of the messages that are to be brought up to date. */
export async function toRefresh(world: AppWorld): Promise<string[]> {
  return (await posts(world)).filter(({ ts, due_at }) => ts !== null && due_at !== null).map(({ key }) => key);
}

/** Makes somebody else the owner. */
export async function giveTo(world: AppWorld, enrollmentId: string, ownerId: string): Promise<void> {
  await world.pool.query('UPDATE enrollments SET owner_id = $2 WHERE id = $1', [enrollmentId, ownerId]);
}

/** Everything stored about enrollments, the ledger, tasks and events: to see that nothing changed. */
export async function everything(world: AppWorld): Promise<unknown> {
  const tables = ['enrollments', 'executions', 'tasks', 'provider_events', 'suppressions', 'audit_entries', 'posts'];
  return Promise.all(tables.map(async (table) => (await world.pool.query(`SELECT * FROM ${table} ORDER BY id`)).rows));
}
