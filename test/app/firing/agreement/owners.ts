import type { DateTime } from 'luxon';
import type { StepRecord } from '../../../../src/domain/enrollment/progress.js';
import { edited, type Json } from './livable.js';
import type { Lives } from './lives.js';

/** Who owns somebody, as rules (`setOwner`) leave it. */
export interface Owned {
  /** The steps as they were when the person was enrolled. */
  sequence: Json;
  readonly events: Json[];
  /** 0 or 1. */
  owner: number;
  /** How many of the rules that fired and name an owner were followed. */
  followed: number;
  /** Rules that gave them to an owner who was away. */
  readonly pausing: Set<string>;
  readonly handedOver: { times: number; away: number };
}

/** When the owners of one place are away: from, and up to but not in, a minute. */
export type Away = readonly { readonly owner: number; readonly from: DateTime; readonly to: DateTime }[];

/** By place. */
export function awayIn(lives: Lives): Away[] {
  return lives.places.map(({ happenings }) =>
    [0, 1].flatMap((owner) => {
      const own = happenings.filter(({ scope }) => scope === `owner-${owner}`);
      const sorted = own.toSorted((a, b) => a.at.toMillis() - b.at.toMillis());
      const spans: { owner: number; from: DateTime; to: DateTime }[] = [];
      let from: DateTime | null = null;
      for (const { at, event } of sorted) {
        if (event.type === 'pause') from ??= at;
        else if (from !== null) {
          spans.push({ owner, from, to: at });
          from = null;
        }
      }
      return spans;
    }),
  );
}

export function isAway(away: Away, owner: number, at: DateTime): boolean {
  return away.some((one) => one.owner === owner && one.from <= at && at < one.to);
}

/** Whom the step of a record that fired names as the new owner; null where it is no such rule. */
export function ownerBy(owned: Owned, record: StepRecord): number | null {
  const actions = stepAt(owned, record)?.do;
  return Array.isArray(actions) ? (actions.flatMap((one: Json) => ownerNamed(one) ?? []).at(-1) ?? null) : null;
}

/** Whom an action names as the new owner; null where it names none. */
export function ownerNamed({ setOwner }: Json): number | null {
  return setOwner === undefined ? null : ['@ana', '@ben'].indexOf(String(setOwner));
}

/** The step of a record as it was in that minute. */
export function stepAt({ sequence, events }: Owned, { stepId, at }: StepRecord): Json | undefined {
  const edits = events.filter(
    ({ at: then, steps }) => Array.isArray(steps) && Date.parse(String(then)) <= at.toMillis(),
  );
  const now = edits.reduce((one, { type, steps }) => edited(one, type, steps as unknown[]), sequence);
  return (now.steps as Json[]).find(({ id }) => id === stepId);
}

/** Its sequence and edits, in which the rules that gave them to an owner who was away pause them. A rule fires once. */
export function withPauses({ sequence, events, pausing }: Owned): Pick<Owned, 'sequence' | 'events'> {
  if (pausing.size === 0) return { sequence, events };
  const withPause = (list: Json): Json => {
    if (!Array.isArray(list.steps)) return list;
    const steps = list.steps.map((step: Json) => {
      return pausing.has(String(step.id)) && Array.isArray(step.do)
        ? { ...step, do: [...step.do, { pause: 'this' }] }
        : step;
    });
    return { ...list, steps };
  };
  return { sequence: withPause(sequence), events: events.map(withPause) };
}
