import { coach } from '../../domain/coach/coach.js';
import type { Remark } from '../../domain/coach/remark.js';
import type { StoredTexts } from '../../domain/coach/words.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import { partsOf } from '../../domain/template/stored-template.js';
import type { Tables } from '../ports/store.js';

/** What the coach says of a sequence, whose stored templates are those of the workspace. */
export async function coachSequence(
  tables: Pick<Tables, 'templates'>,
  workspaceId: string,
  sequence: Sequence,
): Promise<Remark[]> {
  return coach(sequence, await storedTexts(tables, workspaceId));
}

/** The workspace's stored templates. */
async function storedTexts({ templates }: Pick<Tables, 'templates'>, workspaceId: string): Promise<StoredTexts> {
  const all = await templates.all(workspaceId);
  return new Map(
    all.map((template) => {
      const type = template.kind === 'task' ? { type: template.content.type } : {};
      return [template.name, { texts: partsOf(template).map(({ text }) => text), ...type }];
    }),
  );
}
