import { mayDo, roleOf } from '../../domain/access.js';
import type { AppDeps } from '../deps.js';
import { asConfigured } from '../people/configuredAdmins.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';

/** Other managers and admins, who can be asked in Slack to allow what concerns many. */
export async function whoMayAllow(
  tables: Pick<Tables, 'members'>,
  actor: Pick<Member, 'id' | 'workspaceId'>,
  settings: Pick<AppDeps['settings'], 'admins'>,
): Promise<Member[]> {
  const members = await tables.members.all(actor.workspaceId);
  return members
    .map((member) => asConfigured(member, settings))
    .filter((member) => member.id !== actor.id && member.slackUserId !== null && !member.isRefused)
    .filter((member) => mayDo(roleOf(member), 'build-sequence', false).ok);
}
