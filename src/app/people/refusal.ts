import { type Action, mayDo, roleOf } from '../../domain/access.js';
import type { Member } from '../ports/stores/people.js';

/** Why somebody may not; null where they may. `own`: it concerns what is theirs. */
export function refusal(actor: Member, action: Action, own: boolean) {
  const allowed = mayDo(roleOf(actor), action, own);
  return allowed.ok ? null : ({ ok: false, reason: 'not-allowed', needs: allowed.needs } as const);
}
