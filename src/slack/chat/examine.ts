import type { WebClient } from '@slack/web-api';
import { doubtful, type Found, failing, fine, skipped } from '../../app/ports/finding.js';
import { scopesNeeded } from '../surface.js';
import { helpOverview } from '../views/help.js';
import { outcomeOf } from './outcome.js';

export interface ExaminedSlack {
  readonly token: Found;
  readonly scopes: Found;
  readonly blocks: Found;
  readonly slackTeamId: string | null;
}

/** Whether Slack takes the bot token, what the token may do beside what the manifest asks for, and whether Slack takes what is drawn. */
export async function examineSlack(
  client: Pick<WebClient, 'auth' | 'blocks'>,
  command: string,
): Promise<ExaminedSlack> {
  try {
    const answer = await client.auth.test();
    const granted = answer.response_metadata?.scopes;
    return {
      token: fine(`Slack takes the token: ${answer.team ?? 'a workspace'} (${answer.team_id ?? 'without an id'})`),
      scopes:
        granted === undefined ? doubtful('Slack does not say what the token may do', seeScopes) : scopesFound(granted),
      blocks: await examineBlocks(client, command),
      slackTeamId: answer.team_id ?? null,
    };
  } catch (error) {
    const token = failing(
      saidOf(error),
      'install the app anew and set SLACK_BOT_TOKEN to its bot token, or see whether Slack is there',
    );
    const rest = skipped('Slack cannot be asked');
    return { token, scopes: rest, blocks: rest, slackTeamId: null };
  }
}

const seeScopes = 'compare them with slack-manifest.yml, in the app’s OAuth & Permissions';

function scopesFound(granted: readonly string[]): Found {
  const needed = scopesNeeded();
  const missing = needed.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) {
    const todo =
      'paste slack-manifest.yml into the app’s manifest at api.slack.com/apps, and install the app to the workspace anew';
    return failing(`the token lacks ${missing.join(', ')}`, todo);
  }
  const beyond = granted.filter((scope) => !needed.includes(scope));
  if (beyond.length === 0) return fine(`the token has the ${needed.length} scopes of the manifest`);
  return doubtful(
    `the token has more than the manifest asks for: ${beyond.join(', ')}`,
    'take them away; nothing here uses them',
  );
}

async function examineBlocks(client: Pick<WebClient, 'blocks'>, command: string): Promise<Found> {
  try {
    await client.blocks.validate({ blocks: [...helpOverview({ command }).blocks] });
    return fine('Slack takes what is drawn');
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome.kind !== 'refused') return doubtful(outcome.reason, 'try again in some minutes');
    if (outcome.code === 'unknown_method') return skipped('this Slack does not check blocks');
    return failing(
      `Slack answered ${outcome.code} to what is drawn`,
      'take a newer version of Drumbeat, or tell its makers',
    );
  }
}

/** Whether Slack takes the app-level token; the connection that it offers is not opened. */
export async function examineAppToken(client: Pick<WebClient, 'apps'>): Promise<Found> {
  try {
    await client.apps.connections.open();
    return fine('Slack takes the app-level token');
  } catch (error) {
    const todo = 'turn Socket Mode on in the app, and set SLACK_APP_TOKEN to an app-level token with connections:write';
    return failing(saidOf(error), todo);
  }
}

function saidOf(error: unknown): string {
  const outcome = outcomeOf(error);
  return outcome.kind === 'refused' ? `Slack answered ${outcome.code}` : outcome.reason;
}
