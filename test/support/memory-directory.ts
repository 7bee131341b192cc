import type { Directory, SlackPerson } from '../../src/app/ports/chat.js';

/** A Slack workspace that keeps its people in memory. */
export interface MemoryDirectory extends Directory {
  readonly everybody: SlackPerson[];
  /** How often somebody was asked about. */
  readonly asked: () => number;
  /** How often everybody was listed. */
  readonly listed: () => number;
  /** As when Slack cannot be reached. */
  readonly goAway: () => void;
}

export function createMemoryDirectory(people: readonly SlackPerson[] = []): MemoryDirectory {
  const everybody = [...people];
  let asked = 0;
  let listed = 0;
  let away = false;
  const answer = <T>(value: T): Promise<T> => {
    asked += 1;
    return away ? Promise.reject(new Error('Slack cannot be reached')) : Promise.resolve(value);
  };
  return {
    everybody,
    asked: () => asked,
    listed: () => listed,
    goAway: () => {
      away = true;
    },
    team: () => answer({ slackTeamId: 'T1', name: 'Harbor Analytics', botUserId: 'UBOT' }),
    person: (slackUserId) => answer(everybody.find((one) => one.slackUserId === slackUserId) ?? null),
    personByEmail: (email) => answer(everybody.find((one) => one.email?.toLowerCase() === email.toLowerCase()) ?? null),
    people: () => {
      listed += 1;
      return answer([...everybody]);
    },
    channel: () => answer(null),
    channels: () => answer([{ id: 'C0SALES001', name: 'sales' }]),
  };
}

/** Somebody in Slack. */
export function aPerson(handle: string, given: Partial<SlackPerson> = {}): SlackPerson {
  return {
    slackUserId: `U${handle.toUpperCase()}`,
    handle,
    name: handle,
    email: `${handle}@harbor.example`,
    title: null,
    zone: null,
    isAdmin: false,
    isRefused: false,
    ...given,
  };
}
