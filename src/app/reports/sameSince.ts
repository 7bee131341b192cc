import { isDeepStrictEqual } from 'node:util';
import { DateTime } from 'luxon';
import { templatesIn } from '../../domain/sequence/calls.js';
import type { OutwardStep } from '../../domain/steps/step.js';
import { UnreadableContent } from '../faults.js';
import type { Tables } from '../ports/store.js';
import type { StoredSequence } from '../ports/stores/sequences.js';

/** Since when a step of a sequence has said what it says now, in the same shares; null: from the beginning. */
export async function sameSince(
  tables: Tables,
  { id, workspaceId }: StoredSequence,
  step: OutwardStep,
): Promise<DateTime | null> {
  const times = [await ownSince(tables, id, step)];
  for (const name of templatesIn({ steps: [step] })) {
    const template = await tables.templates.byName(workspaceId, name);
    const [newest, ...older] = template === null ? [] : await tables.templates.versions(template.id);
    if (newest !== undefined && older.length > 0) times.push(newest.savedAt);
  }
  return DateTime.max(...times.filter((time) => time !== null)) ?? null;
}

/** The same without the stored texts that it calls. What cannot be read may have said anything. */
async function ownSince({ sequences }: Tables, sequenceId: string, step: OutwardStep): Promise<DateTime | null> {
  const versions = await sequences.versions(sequenceId);
  const changed = versions.findIndex(({ definition }) => {
    if (definition instanceof UnreadableContent) return true;
    const before = definition.steps.find(({ id }) => id === step.id);
    return before !== undefined && !('content' in before && isDeepStrictEqual(before.content, step.content));
  });
  return versions[changed - 1]?.publishedAt ?? null;
}
