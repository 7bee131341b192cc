import { reportSequence } from '../../../src/app/reports/reportSequence.js';
import type { ShownReport } from '../../../src/app/shown/report.js';
import type { AppWorld } from '../../support/app-world.js';

/** Steps in two variants each, and one that is left with one. */
export const variant = (id: string) => ({ id, weight: 1, email: { subject: id, body: 'Good day.' } });
export const intro = { id: 'intro', kind: 'email', when: 'immediately', variants: [variant('short'), variant('long')] };
export const call = {
  id: 'call',
  kind: 'task',
  when: 'immediately',
  variants: [
    { id: 'ring', weight: 1, task: { title: 'Ring', type: 'call' } },
    { id: 'invite', weight: 1, task: { title: 'Invite', type: 'linkedin' } },
  ],
};
export const followUp = { ...intro, id: 'follow-up', when: { days: 1, at: '09:00' } };
export const alone = { ...followUp, variants: [variant('long')] };

/** A sequence in which so many people are enrolled, and whose first step has fired. */
export async function enrolledIn(world: AppWorld, people: number, ...steps: object[]) {
  const version = await world.publish({ exitOn: [], steps });
  for (let index = 0; index < people; index += 1) {
    await world.enrollIn(version, { email: `p${index}@example.com` });
  }
  await world.fireAt('2026-03-02T08:00');
  return version;
}

/** The report that a manager sees of it: of all that it ever did, unless told. */
export async function reportOf(world: AppWorld, period: ShownReport['period'] = { kind: 'all' }): Promise<ShownReport> {
  const result = await reportSequence(world.app, { actor: world.manager, name: 'outbound', period });
  if (!result.ok) throw new Error(result.reason);
  return result.report;
}
