import type { ProgramSettings } from '../deps.js';
import type { Member } from '../ports/stores/people.js';

/** The member as an admin where the configuration names them: by Slack id or address (`DRUMBEAT_ADMINS`). */
export function asConfigured(member: Member, settings: Pick<ProgramSettings, 'admins'>): Member {
  const named = [member.slackUserId, member.email].some(
    (name) => name !== null && settings.admins.includes(name.toLowerCase()),
  );
  return named && !member.isRefused ? { ...member, isSlackAdmin: true } : member;
}
