import { promoteVariant } from '../../../app/reports/promoteVariant.js';
import { counted } from '../../../app/shown/counted.js';
import { actionIds, type Leaves } from '../../action-ids.js';
import { done, later, type MessageAnswer, refused } from '../answers.js';
import { named, notAllowed } from '../refusals.js';
import { isStoredId } from '../stored-id.js';
import type { ActionContext, ActionHandler } from './action.js';

const { report } = actionIds;

/** What can be done from a report. */
export const reportActions: Readonly<Record<Leaves<typeof report>, ActionHandler>> = {
  // Publishing takes everybody over who is in the sequence, which may be longer than an acknowledgement.
  [report.promote]: async (context) => later(() => promote(context)),
};

/** The button's value: `SEQUENCE/step/variant`. */
async function promote({ deps, actor, value }: ActionContext): Promise<MessageAnswer> {
  const [sequenceId = '', stepId = '', variant = ''] = value.split('/');
  const promoted = isStoredId(sequenceId)
    ? await promoteVariant(deps, { actor, sequenceId, stepId, variant })
    : ({ ok: false, reason: 'gone' } as const);
  if (promoted.ok) {
    const people = counted(promoted.takenOver, 'person', 'people');
    return done(
      `From now on *${named(variant)}* alone goes out in “${named(promoted.sequenceName)}” (version ${promoted.version}). ${people} in it go on where they are.`,
    );
  }
  switch (promoted.reason) {
    case 'not-allowed':
      return notAllowed(promoted, 'end a split test');
    case 'gone':
      return refused(`There is nothing to end: this split test is over, or the step was changed meanwhile.`);
    case 'invalid':
      return refused(
        `Nothing was changed. The sequence has a mistake by now: ${named(promoted.message)}. Put that right first.`,
      );
  }
}
