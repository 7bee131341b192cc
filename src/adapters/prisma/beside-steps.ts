import type { BesideSteps, Enrollment } from '../../app/ports/stores/enrollments.js';
import type { Run, Statement } from '../postgres/statements.js';

/**
 * Of enrollments' ids, their versions' and their contacts'. Tasks are found by their enrollments, however few were open when the
 * plan was made that is kept. How few versions there are is kept from the planner, which else would plan anew for them.
 */
export const besideStepsRow: Statement = {
  name: 'beside-steps',
  text: `
    SELECT
      ARRAY(SELECT id FROM executions WHERE enrollment_id = ANY($1::uuid[]) AND state = 'uncertain') AS uncertain,
      ARRAY(SELECT id FROM tasks WHERE enrollment_id = ANY($1::uuid[]) AND CASE WHEN state = 'open' THEN true END) AS "openTasks",
      ARRAY(SELECT v.id FROM sequence_versions v JOIN sequences s ON s.id = v.sequence_id
        WHERE v.id = ANY((SELECT $2::uuid[])::uuid[]) AND v.id <> s.current_version_id) AS "formerVersions",
      (SELECT coalesce(json_object_agg(id, zone), '{}') FROM contacts WHERE id = ANY($3::uuid[]) AND zone IS NOT NULL) AS zones`,
};

interface BesideRow {
  readonly uncertain: readonly string[];
  readonly openTasks: readonly string[];
  readonly formerVersions: readonly string[];
  readonly zones: Readonly<Record<string, string>>;
}

/** What stands beside the steps of enrollments, of which hundreds have few versions: which are not current is asked of these. */
export async function besideSteps(run: Run, enrollments: readonly Enrollment[]): Promise<BesideSteps> {
  if (enrollments.length === 0) return { uncertain: [], openTasks: [], leftBehind: [], zones: new Map() };
  const [ids, contacts, versions]: [string[], string[], Set<string>] = [[], [], new Set()];
  for (const { id, contactId, sequenceVersionId } of enrollments) {
    ids.push(id);
    contacts.push(contactId);
    versions.add(sequenceVersionId);
  }
  const [row] = await run<BesideRow>(besideStepsRow, [ids, [...versions], contacts]);
  const { uncertain = [], openTasks = [], formerVersions = [], zones = {} } = row ?? {};
  const leftBehind = formerVersions.length === 0 ? [] : openIn(formerVersions, enrollments);
  return { uncertain, openTasks, leftBehind, zones: new Map(Object.entries(zones)) };
}

/** The open ones of these versions: ids. */
function openIn(versionIds: readonly string[], enrollments: readonly Enrollment[]): string[] {
  const ids: string[] = [];
  for (const { id, sequenceVersionId, progress } of enrollments) {
    if (progress.exited === null && versionIds.includes(sequenceVersionId)) ids.push(id);
  }
  return ids;
}
