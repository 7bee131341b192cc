import { loadSnapshots } from '../firing/loadSnapshots.js';
import type { Notice } from '../notices.js';
import type { Tables } from '../ports/store.js';
import { counted } from '../shown/counted.js';
import type { ShownNotice } from './shown.js';

type ByColleague = Extract<Notice, { kind: 'by-colleague' }>;

/** Enrollments that one message names. */
const listed = 10;

const titles: Readonly<Record<ByColleague['did'], (by: string, people: number) => string>> = {
  enrolled: (by, people) => `${by} enrolled ${people === 1 ? 'somebody' : `${people} people`} in your name`,
  suppressed: (by) => `${by} suppressed a contact of yours`,
  removed: (by, cadences) =>
    `${by} ended ${cadences === 1 ? 'a cadence' : counted(cadences, 'cadence')} of a contact of yours`,
};

/** What a colleague did to enrollments of the reader's. Null when all of them are gone. */
export async function showByColleague(
  tables: Tables,
  { did, byId, enrollmentIds }: ByColleague,
): Promise<ShownNotice | null> {
  const found = await Promise.all(enrollmentIds.slice(0, listed).map((id) => tables.enrollments.byId(id)));
  const snapshots = await loadSnapshots(
    tables,
    found.flatMap((one) => one ?? []),
  );
  const [first] = snapshots;
  if (first === undefined) return null;
  const by = (await tables.members.byId(byId))?.name ?? 'A colleague';
  const lines = snapshots.map(({ contact, plan }) => {
    const where = plan.sequence.name;
    if (did === 'enrolled') return `${contact.email} in ${where}`;
    const nothing = did === 'suppressed' ? ' Nothing goes there any more.' : '';
    return `${contact.email} is out of ${where}.${nothing}`;
  });
  const more = enrollmentIds.length > listed ? [`and ${enrollmentIds.length - listed} more`] : [];
  const isOne = new Set(snapshots.map(({ contact }) => contact.id)).size === 1;
  return {
    title: titles[did](by, enrollmentIds.length),
    text: [...lines, ...more].join('\n'),
    buttons: isOne ? [{ action: 'open-contact', label: 'Open the contact', value: first.contact.id }] : [],
  };
}
