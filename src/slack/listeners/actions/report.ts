import type { AskedToChange } from '../../../app/reports/changeStep.js';
import { promoteVariant } from '../../../app/reports/promoteVariant.js';
import { reportSequence } from '../../../app/reports/reportSequence.js';
import { takeBackPromotion } from '../../../app/reports/takeBackPromotion.js';
import { counted, listed } from '../../../app/shown/counted.js';
import { parsePeriod, usualPeriod } from '../../../domain/report/period.js';
import { reportCsv } from '../../../domain/report/report-csv.js';
import { actionIds, type Leaves } from '../../action-ids.js';
import { periodWords } from '../../views/report.js';
import { done, info, later, type MessageAnswer, refused } from '../answers.js';
import { boldNames, fileRefused, named, notAllowed } from '../refusals.js';
import { periodFileName } from '../reports.js';
import { isStoredId } from '../stored-id.js';
import type { ActionContext, ActionHandler } from './action.js';

const { report } = actionIds;

/** What can be done from a report. */
export const reportActions: Readonly<Record<Leaves<typeof report>, ActionHandler>> = {
  [report.csv]: async (context) => later(() => csv(context)),
  // Publishing takes everybody over who is in the sequence, which may be longer than an acknowledgement.
  [report.promote]: async (context) => later(() => promote(context)),
  [report.takeBack]: async (context) => later(() => takeBack(context)),
};

/** The button's value: `SEQUENCE/30d`. The file comes to the person's DM: what only one person sees cannot hold files. */
async function csv({ deps, actor, value }: ActionContext): Promise<MessageAnswer> {
  const [sequenceId = '', typed = ''] = value.split('/');
  const sequence = isStoredId(sequenceId) ? await deps.store.read.sequences.byId(sequenceId) : null;
  if (sequence === null) return gone;
  const asked = { actor, name: sequence.slug, period: parsePeriod(typed) ?? usualPeriod };
  const result = await reportSequence(deps, asked);
  if (!result.ok) return result.reason === 'not-allowed' ? notAllowed(result, 'see reports') : gone;
  const name = `${result.report.slug}-${periodFileName(result.report.period)}.csv`;
  const shared = await deps.sharedFiles.share(actor.slackUserId ?? '', {
    name,
    content: reportCsv(result.report),
    comment: `“${named(result.report.name)}”: what went out ${periodWords(result.report)}, and what came of it.`,
  });
  return shared ? done(`\`${named(name)}\` is in your direct messages with Drumbeat.`) : refused(fileRefused);
}

const gone = refused('That sequence is gone.');

/** The button's value: `SEQUENCE/step/variant`. */
async function promote({ deps, actor, value }: ActionContext): Promise<MessageAnswer> {
  const [sequenceId = '', stepId = '', variant = ''] = value.split('/');
  const promoted = isStoredId(sequenceId)
    ? await promoteVariant(deps, { actor, sequenceId, stepId, variant })
    : ({ ok: false, reason: 'gone' } as const);
  if (promoted.ok) {
    const people = counted(promoted.takenOver, 'person', 'people');
    return done(
      `From now on *${named(variant)}* alone goes out in ${boldNames([promoted.sequenceName])} (version ${promoted.version}). ${people} in it go on where they are.`,
      [{ action: report.takeBack, label: 'Undo', value: promoted.entryId }],
    );
  }
  switch (promoted.reason) {
    case 'not-allowed':
      return notAllowed(promoted, 'end a split test');
    case 'asked':
      return asked(promoted, `*${named(variant)}* alone goes out`);
    case 'draft-open':
      return inDraft(promoted, 'take the other variants out in it');
    case 'gone':
      return refused(`There is nothing to end: this split test is over, or the step was changed meanwhile.`);
    case 'invalid':
      return mistaken(promoted.message);
  }
}

/** The button's value: the promotion's audit entry. */
async function takeBack({ deps, actor, value }: ActionContext): Promise<MessageAnswer> {
  const back = isStoredId(value)
    ? await takeBackPromotion(deps, { actor, entryId: value })
    : ({ ok: false, reason: 'gone' } as const);
  if (back.ok) {
    const both = listed(back.variants.map((id) => `*${named(id)}*`));
    return done(`Undone: ${both} go out in ${boldNames([back.sequenceName])} again (version ${back.version}).`);
  }
  switch (back.reason) {
    case 'not-allowed':
      return notAllowed(back, 'take the end of a split test back');
    case 'asked':
      return asked(back, 'the test goes on');
    case 'draft-open':
      return inDraft(back, 'put the variants back in it');
    case 'gone':
      return refused('Nothing was changed: that was undone already, or the step was changed meanwhile.');
    case 'invalid':
      return mistaken(back.message);
  }
}

/** `then`: what comes of it, mrkdwn. */
function asked(
  { people, limit, sequenceName, asked: members }: Extract<AskedToChange, { reason: 'asked' }>,
  then: string,
): MessageAnswer {
  const names = listed(members.map((member) => named(member.name)));
  return info(
    `That changes what ${counted(people, 'person', 'people')} in ${boldNames([sequenceName])} ${people === 1 ? 'gets' : 'get'}, and more than ${limit} take another manager’s yes: ${names} ${members.length === 1 ? 'was' : 'were'} asked. Once one of them approves, ${then}.`,
  );
}

function inDraft({ sequence }: Extract<AskedToChange, { reason: 'draft-open' }>, how: string): MessageAnswer {
  return refused(
    `That concerns many, and takes another manager’s yes. You have a draft of ${boldNames([sequence.name])}: ${how}, and review it, which asks for that.`,
    [{ action: actionIds.sequence.edit, label: 'Go on with the draft', value: sequence.id }],
  );
}

function mistaken(message: string): MessageAnswer {
  return refused(`Nothing was changed. The sequence has a mistake by now: ${named(message)}. Put that right first.`);
}
