import type { App, RespondArguments, SlashCommand } from '@slack/bolt';
import { parseCommand } from '../../command/parse-command.js';
import { type Drawn, plainBlocks } from '../../views/blocks.js';
import { identify, type ListenerDeps } from '../acting.js';
import { message, refused } from '../answers.js';
import { inTime } from '../in-time.js';
import { incidentOf } from '../incident.js';
import { say, type Talk } from '../talk.js';
import { answerWithWhoCan } from '../who-can.js';
import { handleCommand } from './handlers.js';
import { meantByName } from './meant-by-name.js';
import { problemAnswer } from './problem.js';

/**
 * An answer that is there by then (milliseconds) goes into the acknowledgement. One that takes longer follows it, so that what
 * else the machine does makes nobody read that the app did not respond, which Slack says after three seconds
 * (docs/decisions/0028-a-command-is-acknowledged-soon.md).
 */
const acknowledgeWithinMs = 15;

/** The slash command, whatever is typed after it. */
export function listenToCommands(app: App, deps: ListenerDeps): void {
  app.command(deps.settings.command, async ({ command, ack, respond, client }) => {
    const incident = (error: unknown) =>
      incidentOf(deps, error, { listener: 'command', id: verbIn(command.text) }).drawn;
    const talk: Talk = { client, respond, triggerId: command.trigger_id, modal: null, remember: {}, incident };
    const lost = (error: unknown) => {
      incident(error);
      return false;
    };
    let acknowledged = false;
    try {
      const answering = answerTo(command, deps);
      const soon = await inTime(acknowledgeWithinMs, answering, deps.timers);
      acknowledged = true;
      const told = soon?.kind === 'message' ? ephemeral(soon.drawn) : undefined;
      // Where the connection has gone meanwhile, what was asked is waited for and answered all the same.
      const [answer, arrived] = await Promise.all([answering, ack(told).then(() => true, lost)]);
      if (told === undefined || !arrived) await say(talk, answer);
    } catch (error) {
      const drawn = incident(error);
      if (!acknowledged) return await ack(ephemeral(drawn));
      await say(talk, message(drawn)).catch((late) => incidentOf(deps, late, { listener: 'command', id: 'answer' }));
    }
  });
}

async function answerTo(command: SlashCommand, deps: ListenerDeps) {
  const identified = await identify(deps, {
    teamId: command.team_id,
    userId: command.user_id,
    userTeamId: null,
  });
  if (!identified.ok) return refused(identified.sentence);
  const intent = parseCommand(command.text, { command: deps.settings.command });
  const { acting } = identified;
  if (intent.kind === 'problem') {
    return (await meantByName(acting, intent)) ?? problemAnswer(intent, deps.settings.command);
  }
  const answer = await handleCommand(intent, { ...acting, channel: command.channel_id });
  return answerWithWhoCan(acting, answer);
}

function ephemeral(drawn: Drawn): RespondArguments {
  return { response_type: 'ephemeral', text: drawn.text, blocks: plainBlocks(drawn) };
}

/** What may stand in the log of what was typed: the verb, when it is a word. */
function verbIn(text: string): string {
  return /^\s*([a-z]{1,20})\b/i.exec(text)?.[1]?.toLowerCase() ?? '';
}
