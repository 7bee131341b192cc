import type { Person } from '../protocol.js';

/** The workspace that the sandbox plays. Nothing here changes while it runs; channel membership lives in the state. */

export const TEAM = {
  id: 'T0HARBOR1',
  name: 'Harbor Analytics',
  domain: 'harbor-analytics',
  emailDomain: 'harbor.example',
} as const;

export const APP = {
  id: 'A0DRUMBEAT',
  name: 'Drumbeat',
  botId: 'B0DRUMBEAT',
  botUserId: 'U0DRUMBEAT',
  handle: 'drumbeat',
} as const;

/** Takes the place of Slack's `xoxb-` token; it opens nothing but this sandbox. */
export const SANDBOX_BOT_TOKEN = 'xoxb-sandbox';

export interface Member extends Person {
  readonly zone: string;
  readonly isSlackAdmin: boolean;
  readonly isGuest: boolean;
  readonly isDeleted: boolean;
}

/** Those whose Slack the page can show come first. */
export const MEMBERS: readonly Member[] = [
  member('U0ANA00001', 'ana', 'Ana Ruiz', 'Account executive', '#4a6fa5', 'America/New_York', { role: 'rep' }),
  member('U0BEN00001', 'ben', 'Ben Okafor', 'Account executive', '#b3592d', 'America/New_York', { role: 'rep' }),
  member('U0MIA00001', 'mia', 'Mia Lindqvist', 'Head of sales', '#5b7f4f', 'Europe/Stockholm', { role: 'manager' }),
  member('U0SAM00001', 'sam', 'Sam Adler', 'Operations', '#7a5195', 'America/New_York', { role: 'admin' }),
  member('U0GIL00001', 'gil', 'Gil Tanaka', 'Guest from Northwind', '#8a8a8a', 'Asia/Tokyo', { isGuest: true }),
  member('U0OLD00001', 'olga', 'Olga Petrova', 'Left last year', '#8a8a8a', 'Europe/Berlin', { isDeleted: true }),
];

export const PEOPLE: readonly Member[] = MEMBERS.filter((person) => !person.isGuest && !person.isDeleted);

export function findMember(id: string): Member | undefined {
  return MEMBERS.find((person) => person.id === id);
}

export interface SeedConversation {
  readonly id: string;
  readonly kind: 'channel' | 'app-dm';
  readonly name: string;
  readonly topic: string;
  readonly isPrivate: boolean;
  /** User ids, the bot's among them where it is a member. */
  readonly members: readonly string[];
}

const everybody = PEOPLE.map((person) => person.id);
const leaders = PEOPLE.filter((person) => person.role !== 'rep').map((person) => person.id);

export const CONVERSATIONS: readonly SeedConversation[] = [
  channel('C0SALES001', 'sales', 'Pipeline, wins and what is stuck', [...everybody, APP.botUserId]),
  channel('C0RANDOM01', 'random', 'Anything but work', everybody),
  { ...channel('C0LEADERS1', 'leadership', 'Forecast and hiring', leaders), isPrivate: true },
  ...PEOPLE.map((person) => ({
    id: `D0${person.id.slice(2)}`,
    kind: 'app-dm' as const,
    name: APP.name,
    topic: '',
    isPrivate: true,
    members: [person.id, APP.botUserId],
  })),
];

function channel(id: string, name: string, topic: string, members: readonly string[]): SeedConversation {
  return { id, kind: 'channel', name, topic, isPrivate: false, members };
}

function member(
  id: string,
  name: string,
  realName: string,
  title: string,
  color: string,
  zone: string,
  more: { role?: Person['role']; isGuest?: boolean; isDeleted?: boolean },
): Member {
  const role = more.role ?? 'rep';
  return {
    id,
    name,
    realName,
    email: `${name}@${TEAM.emailDomain}`,
    role,
    title,
    color,
    zone,
    isSlackAdmin: role === 'admin',
    isGuest: more.isGuest ?? false,
    isDeleted: more.isDeleted ?? false,
  };
}
