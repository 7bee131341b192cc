import { defaultDelayGrid, defaultLateAfterMinutes } from '../../domain/timing/plan.js';
import type { Workspace } from '../ports/stores/people.js';

/** How many people a publishing may change something for without a manager's yes, unless settings say otherwise. */
const defaultApprovalLimit = 100;

/** A workspace as it begins, before anybody has set anything in it. */
export function newWorkspace(given: Partial<Workspace> & Pick<Workspace, 'id' | 'name'>): Workspace {
  return {
    slackTeamId: null,
    botUserId: null,
    zone: 'UTC',
    zoneIsSet: false,
    delayGridMinutes: defaultDelayGrid,
    lateAfterMinutes: defaultLateAfterMinutes,
    approvalLimit: defaultApprovalLimit,
    mailFrom: null,
    mailSenders: [],
    mailsPerHour: null,
    mailsPerDay: null,
    postalAddress: null,
    ...given,
  };
}
