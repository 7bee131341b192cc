import { listTeamToday } from '../../app/overview/listTeamToday.js';
import { listToday } from '../../app/overview/listToday.js';
import { mayDo, roleOf } from '../../domain/access.js';
import { todayMessage } from '../views/today.js';
import type { Acting } from './acting.js';
import { type MessageAnswer, message } from './answers.js';
import { notAllowed } from './refusals.js';

/** One's own; whoever may see everybody's gets a button for that. */
export async function myToday({ deps, actor }: Acting): Promise<MessageAnswer> {
  const offersTeam = mayDo(roleOf(actor), 'see-today', false).ok;
  return message(todayMessage(await listToday(deps, { actor, of: 'me' }), { offersTeam }));
}

/** Everybody's. */
export async function teamToday({ deps, actor }: Acting): Promise<MessageAnswer> {
  const outcome = await listTeamToday(deps, { actor });
  return outcome.ok
    ? message(todayMessage(outcome.today))
    : notAllowed(outcome, 'see what goes out from the whole team');
}
