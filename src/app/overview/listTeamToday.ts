import type { Role } from '../../domain/access.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Member } from '../ports/stores/people.js';
import type { ShownToday } from '../shown/enrollments.js';
import { listToday } from './listToday.js';

export type TeamTodayOutcome =
  | { readonly ok: true; readonly today: ShownToday }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role };

/** What goes out today from everybody, with whose it is: for managers (commands.md, "Roles"). */
export async function listTeamToday(
  deps: Pick<AppDeps, 'store' | 'clock'>,
  { actor }: { readonly actor: Member },
): Promise<TeamTodayOutcome> {
  return refusal(actor, 'see-today', false) ?? { ok: true, today: await listToday(deps, { actor, of: 'everybody' }) };
}
