import type { DateTime } from 'luxon';
import type { StepRecord } from '../../../../src/domain/enrollment/progress.js';
import { nextDeliveryAt } from '../../../../src/domain/fulfillment/list.js';
import type { SimulationRun } from '../../../../src/domain/simulate/run.js';
import { kitOf, ownerHandles, slackIdOf } from './grounds.js';
import { isObject, type Json, listOf } from './livable.js';
import type { Course, Person } from './lives.js';
import { type Owned, ownerNamed, stepAt } from './owners.js';
import type { Touch } from './words.js';

interface Touched {
  readonly at: DateTime;
  readonly touch: Touch;
}

interface Of extends Owned {
  readonly course: Pick<Course, 'place'>;
  readonly person: Pick<Person, 'owner'>;
  readonly zone: string;
}

/** What a person's life, as `simulate` tells it, makes people outside get. */
export function touchesOf(of: Of, { records, progress }: SimulationRun): Touched[] {
  let { owner } = of.person;
  const { exited } = progress;
  return records.flatMap((record): Touched[] => {
    if (record.outcome !== 'fired') return [];
    const { at } = record;
    const step = stepAt(of, record) ?? {};
    // Nobody is shown a task that is closed in the minute in which it came.
    const isShown = exited?.at.toMillis() !== at.toMillis();
    const told = (what: string, whom: unknown): Touched[] => {
      return [{ at, touch: { what: `${what} ${step.id}`, in: conversationOf(of, whom, owner) } }];
    };
    const shown = (what: string, assignee: unknown) => (isShown ? told(what, assignee) : []);
    switch (step.kind) {
      case 'email':
      case 'sms':
      case 'postcard':
        return [{ at, touch: { what: `${step.kind} ${step.id}`, in: null } }];
      case 'task':
        return shown('task', step.assignee);
      case 'fulfillment':
        return [delivered(of, record)];
      case 'rule': {
        const actions: readonly Json[] = Array.isArray(step.do) ? step.do : [];
        return actions.flatMap((action) => {
          owner = ownerNamed(action) ?? owner;
          if ('webhook' in action) return [{ at, touch: { what: `webhook ${step.id}`, in: null } }];
          if ('notify' in action) return told('note', action.notify);
          return isObject(action.createTask) ? shown('chore', action.createTask.assignee) : [];
        });
      }
      default:
        return [];
    }
  });
}

/** Where somebody is told; `owner` where nobody is named. */
function conversationOf({ course: { place } }: Of, named: unknown = 'owner', owner: number): string {
  if (named === '#sales') return 'C0SALES';
  const handle = named === 'owner' ? ownerHandles[owner] : String(named).slice(1);
  return `D${slackIdOf(place, handle ?? '')}`;
}

/** A list goes out at its next time. */
function delivered({ course: { place }, zone }: Of, { stepId, at }: StepRecord): Touched {
  const list = kitOf(place, listOf(stepId));
  const to = list.to.kind === 'mail' ? list.to.email : 'webhook';
  return { at: nextDeliveryAt(list, zone, at), touch: { what: `fulfillment ${list.name}`, in: to } };
}
