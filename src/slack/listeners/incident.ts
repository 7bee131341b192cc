import { NewerContent } from '../../app/faults.js';
import { faultMessage, madeByNewerSentence, newerMessage, shortIncident } from '../views/answer.js';
import type { Drawn } from '../views/blocks.js';
import type { ListenerDeps } from './acting.js';

/** Where a fault happened: ids of listeners, never what somebody typed. */
export interface FaultPlace {
  readonly listener:
    | 'bolt'
    | 'command'
    | 'action'
    | 'submission'
    | 'shortcut'
    | 'options'
    | 'file'
    | 'home'
    | 'message';
  /** The command's verb, an action id, a callback id. */
  readonly id: string;
}

/** A fault under a number of its own, by what the person is told of it. */
export interface Incident {
  readonly drawn: Drawn;
  /** The same at a field of a form that stays open. */
  readonly sentence: string;
}

/** Logs an unexpected fault under a new incident id, with its class and stack but nothing that anybody wrote. */
export function incidentOf(deps: Pick<ListenerDeps, 'ids' | 'log'>, error: unknown, place: FaultPlace): Incident {
  const id = deps.ids.next();
  deps.log.error({ incident: id, ...place, ...describe(error) }, 'a listener failed');
  return { drawn: error instanceof NewerContent ? newerMessage : faultMessage(id), sentence: sentenceOf(error, id) };
}

function sentenceOf(error: unknown, id: string): string {
  if (error instanceof NewerContent) return `${madeByNewerSentence} Nothing was changed.`;
  return `Something went wrong on our side (incident ${shortIncident(id)}). Nothing was changed. Please try again.`;
}

function describe(error: unknown): object {
  if (!(error instanceof Error)) return { reason: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  // A stack's first lines repeat the message, which may quote a value (an address in a unique index's complaint).
  const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { reason: error.name, ...code, ...slackError(error), stack };
}

/** Slack's own code, such as `invalid_blocks`, and where: without it a refused view cannot be found. */
function slackError(error: Error): object {
  if (!('data' in error) || typeof error.data !== 'object' || error.data === null) return {};
  const slack = 'error' in error.data ? error.data.error : undefined;
  const where = 'response_metadata' in error.data ? error.data.response_metadata : undefined;
  return { slack, where };
}
