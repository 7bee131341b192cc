import type { Workspace } from '../ports/stores/people.js';

interface Configured {
  readonly mailFrom: string | null;
}

/** Where mails come from that name no sender; null: nothing is configured. */
export function usualSender({ mailFrom }: Pick<Workspace, 'mailFrom'>, configured: Configured): string | null {
  return mailFrom ?? configured.mailFrom;
}

/** Addresses, and whole domains (`@example.com`), that mails may come from: the usual one and those that admins list. */
export function sendersOf(workspace: Pick<Workspace, 'mailFrom' | 'mailSenders'>, configured: Configured): string[] {
  const usual = usualSender(workspace, configured);
  return [...(usual === null ? [] : [usual]), ...workspace.mailSenders];
}
