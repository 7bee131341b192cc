import { PermanentFault } from '../../app/faults.js';
import type { Directory, SlackPerson } from '../../app/ports/chat.js';
import type { Timers } from '../../app/ports/timers.js';
import { faultOf, outcomeOf } from './outcome.js';
import { pagesOf } from './pages.js';
import type { SlackClient } from './slack-client.js';

/** As Slack describes somebody; what the Web API's types of users.info and users.list share. */
interface SlackUser {
  readonly id?: string;
  readonly team_id?: string;
  readonly name?: string;
  readonly deleted?: boolean;
  readonly real_name?: string;
  readonly tz?: string;
  readonly is_admin?: boolean;
  readonly is_owner?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly profile?: {
    readonly display_name?: string;
    readonly real_name?: string;
    readonly email?: string;
    readonly title?: string;
  };
}

/** Slackbot says of itself that it is no bot. */
const slackbot = 'USLACKBOT';
/** The Directory port over Slack's Web API. Rejects with a fault when Slack cannot be asked. */
export function createSlackDirectory({
  client,
  timers,
}: {
  readonly client: SlackClient;
  readonly timers: Pick<Timers, 'after'>;
}): Directory {
  let team: ReturnType<Directory['team']> | null = null;

  const askTeam = async () => {
    const { team_id, team: name, user_id } = await asked(() => client.auth.test());
    if (!team_id || !user_id) throw new PermanentFault('Slack’s auth.test names no team');
    return { slackTeamId: team_id, name: name ?? team_id, botUserId: user_id };
  };
  // Asked once: a token belongs to one team. A failure is not kept.
  const knownTeam = () => {
    team ??= askTeam().catch((error: unknown) => {
      team = null;
      throw error;
    });
    return team;
  };

  return {
    team: knownTeam,

    async person(slackUserId) {
      const { slackTeamId } = await knownTeam();
      const answer = await askedOrNull(
        () => client.users.info({ user: slackUserId }),
        ['user_not_found', 'user_not_visible'],
      );
      return answer?.user ? toPerson(answer.user, slackTeamId) : null;
    },

    async personByEmail(email) {
      const { slackTeamId } = await knownTeam();
      const answer = await askedOrNull(() => client.users.lookupByEmail({ email }), ['users_not_found']);
      return answer?.user ? toPerson(answer.user, slackTeamId) : null;
    },

    async people() {
      const { slackTeamId } = await knownTeam();
      const people: SlackPerson[] = [];
      for await (const { members } of pagesOf(timers, (page) => client.users.list(page))) {
        people.push(...(members ?? []).flatMap((member) => toPerson(member, slackTeamId) ?? []));
      }
      // In a shared channel somebody of another workspace may have the handle of a colleague.
      return people.sort((one, other) => Number(one.isRefused) - Number(other.isRefused));
    },

    async channel(id) {
      const answer = await askedOrNull(() => client.conversations.info({ channel: id }), ['channel_not_found']);
      const channel = answer?.channel;
      // A direct message is not a channel that anybody else reads.
      if (!channel?.id || channel.is_im || channel.is_mpim) return null;
      return { id: channel.id, name: channel.name ?? channel.id, appIsMember: channel.is_member ?? false };
    },

    async channels() {
      const which = { types: 'public_channel,private_channel', exclude_archived: true };
      const found: { id: string; name: string }[] = [];
      for await (const { channels } of pagesOf(timers, (page) => client.users.conversations({ ...which, ...page }))) {
        found.push(...(channels ?? []).flatMap(({ id, name }) => (id === undefined ? [] : [{ id, name: name ?? id }])));
      }
      return found;
    },
  };
}

function toPerson(user: SlackUser, teamId: string): SlackPerson | null {
  if (!user.id) return null;
  const { profile = {} } = user;
  const isGuest = user.is_restricted === true || user.is_ultra_restricted === true;
  const isStranger = user.is_stranger === true || (user.team_id !== undefined && user.team_id !== teamId);
  const isRefused = isGuest || isStranger || user.deleted === true || user.is_bot === true || user.id === slackbot;
  return {
    slackUserId: user.id,
    handle: user.name ?? user.id,
    name: profile.real_name || user.real_name || profile.display_name || user.name || user.id,
    email: profile.email || null,
    title: profile.title || null,
    zone: user.tz || null,
    isAdmin: !isRefused && (user.is_admin === true || user.is_owner === true),
    isRefused,
  };
}

async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw faultOf(outcomeOf(error));
  }
}

/** Null for the codes that say that there is no such thing, or none that the app may see. */
async function askedOrNull<T>(call: () => Promise<T>, unknownCodes: readonly string[]): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome.kind === 'refused' && unknownCodes.includes(outcome.code)) return null;
    throw faultOf(outcome);
  }
}
