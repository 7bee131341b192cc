import type { Posts } from '../../app/ports/stores/tasks.js';
import type { Prisma } from './generated/client.js';

/** Messages that ask whether mails were sent: several mails may be in one. */
export function uncertainPosts(client: Prisma.TransactionClient): Pick<Posts, 'refreshUncertain' | 'joinUncertain'> {
  return {
    refreshUncertain: async (workspaceId, executionIds, at) => {
      if (executionIds.length === 0) return;
      await client.$executeRaw`
        UPDATE posts SET wanted = wanted + 1, due_at = coalesce(due_at, ${at.toJSDate()})
        WHERE workspace_id = ${workspaceId}::uuid AND kind = 'notice' AND (ts IS NOT NULL OR due_at IS NOT NULL)
          AND content->'notice'->'executionIds' ?| ${[...executionIds]}::text[]`;
    },
    joinUncertain: async ({ workspaceId, conversation }, executionIds, { since, now }) => {
      const joined = await client.$executeRaw`
        UPDATE posts SET wanted = wanted + 1, due_at = coalesce(due_at, ${now.toJSDate()}), enrollment_id = NULL,
          content = jsonb_set(content, '{notice,executionIds}',
            (content->'notice'->'executionIds') || (
              SELECT coalesce(jsonb_agg(added.id ORDER BY added.place), '[]')
              FROM jsonb_array_elements(${JSON.stringify(executionIds)}::jsonb) WITH ORDINALITY AS added(id, place)
              WHERE NOT (content->'notice'->'executionIds') @> added.id))
        WHERE id = (
          SELECT p.id FROM posts AS p
          WHERE p.workspace_id = ${workspaceId}::uuid AND p.conversation = ${conversation} AND p.kind = 'notice'
            AND p.created_at >= ${since.toJSDate()} AND p.content->'notice'->>'kind' = 'uncertain'
            AND (p.ts IS NOT NULL OR p.due_at IS NOT NULL) AND p.thread_ts IS NULL
            AND EXISTS (SELECT FROM executions AS x WHERE x.state = 'uncertain'
              AND x.id::text IN (SELECT jsonb_array_elements_text(p.content->'notice'->'executionIds')))
          ORDER BY p.created_at DESC, p.id DESC LIMIT 1 FOR UPDATE)`;
      return joined > 0;
    },
  };
}
