import { DateTime } from 'luxon';
import { page } from '../paging.js';
import { SlackError } from '../slack-error.js';
import { APP, MEMBERS, type Member, TEAM } from '../workspace.js';
import type { Methods } from './method.js';

/** auth.test, team.info, users.*: docs.slack.dev/reference/methods. */
export const workspaceMethods: Methods = {
  'auth.test': () => ({
    url: `https://${TEAM.domain}.slack.com/`,
    team: TEAM.name,
    user: APP.handle,
    team_id: TEAM.id,
    user_id: APP.botUserId,
    bot_id: APP.botId,
    is_enterprise_install: false,
  }),

  'team.info': () => ({
    team: { id: TEAM.id, name: TEAM.name, domain: TEAM.domain, email_domain: TEAM.emailDomain, icon: {} },
  }),

  'users.info': async (args, { program }) => {
    const wanted = args.required('user');
    const now = await program.now();
    const user = everybody(now).find((one) => one.id === wanted);
    if (user === undefined) throw new SlackError('user_not_found');
    return { user };
  },

  'users.list': async (args, { program }) => {
    const now = await program.now();
    const { items, nextCursor } = page(everybody(now), args, 1000);
    return {
      members: items,
      cache_ts: Math.floor(now.toSeconds()),
      response_metadata: { next_cursor: nextCursor },
    };
  },

  'users.lookupByEmail': async (args, { program }) => {
    const email = args.required('email').toLowerCase();
    const found = MEMBERS.find((one) => one.email.toLowerCase() === email && !one.isDeleted);
    if (found === undefined) throw new SlackError('users_not_found');
    return { user: slackUser(found, await program.now()) };
  },
};

/** People, guests and those who left, then the two who are no people: Slackbot says `is_bot: false` in Slack too. */
function everybody(now: DateTime): readonly { readonly id: string; readonly [field: string]: unknown }[] {
  return [
    ...MEMBERS.map((one) => slackUser(one, now)),
    {
      id: 'USLACKBOT',
      team_id: TEAM.id,
      name: 'slackbot',
      deleted: false,
      real_name: 'Slackbot',
      is_bot: false,
      is_app_user: false,
      profile: { real_name: 'Slackbot', display_name: 'Slackbot' },
    },
    {
      id: APP.botUserId,
      team_id: TEAM.id,
      name: APP.handle,
      deleted: false,
      real_name: APP.name,
      is_bot: true,
      is_app_user: false,
      profile: { real_name: APP.name, display_name: APP.name, bot_id: APP.botId, api_app_id: APP.id },
    },
  ];
}

function slackUser(member: Member, now: DateTime) {
  const identity = { id: member.id, team_id: TEAM.id, name: member.name, deleted: member.isDeleted };
  const profile = {
    real_name: member.realName,
    real_name_normalized: member.realName,
    display_name: member.name,
    display_name_normalized: member.name,
    first_name: member.realName.split(' ')[0],
    last_name: member.realName.split(' ').slice(1).join(' '),
    title: member.title,
    email: member.email,
    team: TEAM.id,
  };
  // Slack drops nearly everything about those who left.
  if (member.isDeleted) return { ...identity, is_bot: false, is_app_user: false, profile };
  const local = DateTime.fromMillis(now.toMillis(), { zone: member.zone });
  return {
    ...identity,
    real_name: member.realName,
    color: member.color.slice(1),
    tz: member.zone,
    tz_label: local.offsetNameLong ?? member.zone,
    tz_offset: local.offset * 60,
    is_admin: member.isSlackAdmin,
    is_owner: member.isSlackAdmin,
    is_primary_owner: member.isSlackAdmin,
    is_restricted: member.isGuest,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    is_email_confirmed: true,
    updated: 0,
    profile,
  };
}
