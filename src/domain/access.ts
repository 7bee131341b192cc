/** Who a member is to Drumbeat. Roles include what the ones before them may do. */
export type Role = 'rep' | 'manager' | 'admin';

/** What can be refused to somebody. */
export type Action =
  | 'act-on-enrollment'
  | 'act-on-task'
  | 'edit-contact'
  | 'suppress'
  | 'unsuppress'
  | 'build-sequence'
  | 'pause-sequence'
  | 'pause-owner'
  | 'pause-workspace'
  | 'schedule-digest'
  | 'see-reports'
  | 'see-today'
  | 'change-settings';

/**
 * The least role an action takes: on what is one's own, and on what is somebody else's (commands.md, "Roles"). A rep may
 * suppress anybody, since a person's wish comes first.
 */
const needed: Readonly<Record<Action, { readonly own: Role; readonly others: Role }>> = {
  'act-on-enrollment': { own: 'rep', others: 'manager' },
  'act-on-task': { own: 'rep', others: 'manager' },
  'edit-contact': { own: 'rep', others: 'manager' },
  suppress: { own: 'rep', others: 'rep' },
  unsuppress: { own: 'admin', others: 'admin' },
  'build-sequence': { own: 'manager', others: 'manager' },
  'pause-sequence': { own: 'manager', others: 'manager' },
  'pause-owner': { own: 'rep', others: 'manager' },
  'pause-workspace': { own: 'admin', others: 'admin' },
  'schedule-digest': { own: 'manager', others: 'manager' },
  'see-reports': { own: 'manager', others: 'manager' },
  'see-today': { own: 'rep', others: 'manager' },
  'change-settings': { own: 'admin', others: 'admin' },
};

const rank: Readonly<Record<Role, number>> = { rep: 0, manager: 1, admin: 2 };

/** What somebody is, from what Slack and the settings say of them. */
export function roleOf(member: { readonly isSlackAdmin: boolean; readonly isManager: boolean }): Role {
  if (member.isSlackAdmin) return 'admin';
  return member.isManager ? 'manager' : 'rep';
}

/**
 * Whether `role` may do `action`. `own` says whether it concerns the person's own contacts, tasks or drafts. A refusal
 * names the least role that could.
 */
export function mayDo(role: Role, action: Action, own: boolean): { ok: true } | { ok: false; needs: Role } {
  const needs = needed[action][own ? 'own' : 'others'];
  return rank[role] >= rank[needs] ? { ok: true } : { ok: false, needs };
}
