import type { Args } from '../args.js';
import type { SlackContext } from '../context.js';

/** A Web API method: answers what stands beside `ok: true`, or throws a SlackError. */
export type Method = (
  args: Args,
  context: SlackContext,
) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;

export type Methods = Readonly<Record<string, Method>>;
