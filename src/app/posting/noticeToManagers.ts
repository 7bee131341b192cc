import type { DateTime } from 'luxon';
import type { ProgramSettings } from '../deps.js';
import { asConfigured } from '../people/configuredAdmins.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';

/** Says something to every manager and admin who is known in Slack, once for each `about`. */
export async function noticeToManagers(
  {
    tables,
    ids,
    now,
    settings,
  }: {
    readonly tables: Tables;
    readonly ids: Ids;
    readonly now: DateTime;
    readonly settings: Pick<ProgramSettings, 'admins'>;
  },
  { workspaceId, about, text }: { readonly workspaceId: string; readonly about: string; readonly text: string },
): Promise<void> {
  const members = (await tables.members.all(workspaceId)).map((member) => asConfigured(member, settings));
  const managers = members.filter(({ isManager, isSlackAdmin }) => isManager || isSlackAdmin);
  await tables.posts.add(
    managers.flatMap(({ id, slackUserId }) =>
      slackUserId === null
        ? []
        : {
            id: ids.next(),
            workspaceId,
            conversation: slackUserId,
            content: { kind: 'notice' as const, notice: { kind: 'report' as const, text } },
            enrollmentId: null,
            key: `notice:${about}:${id}`,
            dueAt: now,
          },
    ),
  );
}
