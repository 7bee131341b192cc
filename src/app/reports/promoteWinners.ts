import type { DateTime } from 'luxon';
import { contendersIn, reportSteps, type StepReport } from '../../domain/report/sequence-report.js';
import { winnerAfter } from '../../domain/report/split-test.js';
import { isOutward } from '../../domain/steps/step.js';
import type { Tables } from '../ports/store.js';
import type { SequenceVersion, StoredSequence } from '../ports/stores/sequences.js';
import { noticeToManagers } from '../posting/noticeToManagers.js';
import { type Carried, whatIsCarried } from '../sequences/availability.js';
import { publishLimitMs } from '../sequences/publishSequence.js';
import { counted } from '../shown/counted.js';
import { changeOfMany, type StepDeps } from './changeStep.js';
import { promotedNoticeKey, publishVariant, variantAlone } from './promoteVariant.js';
import { sameSince } from './sameSince.js';

/** How often the split tests of a sequence are looked at. */
const rhythm = { days: 1 };
/** Sequences that are taken at once: of those a stop leaves for the next day. */
const claimSize = 10;

interface Won {
  readonly step: StepReport;
  readonly variant: string;
}

/**
 * Ends split tests that are to end by themselves (`promoteAfter`) and have a winner. Each sequence is looked at once a day;
 * one that a crash keeps from it, the next day. Whoever published the test is told. Answers how many ended.
 */
export async function promoteWinners(
  deps: Omit<StepDeps, 'clock'> & { readonly stopping: () => boolean },
  now: DateTime,
): Promise<number> {
  let ended = 0;
  while (!deps.stopping()) {
    const next = now.plus(rhythm);
    const due = await deps.store.transact((tables) => tables.sequences.takeDuePromotions(now, next, claimSize));
    if (due.length === 0) break;
    const carried = await whatIsCarried(deps);
    for (const sequence of await deps.store.read.sequences.byIds(due)) {
      ended += await promoteIn(deps, sequence, { now, carried });
    }
  }
  return ended;
}

/** Answers how many tests of a sequence ended. */
async function promoteIn(
  deps: Omit<StepDeps, 'clock'>,
  sequence: StoredSequence,
  { now, carried }: Pick<Ending, 'now' | 'carried'>,
): Promise<number> {
  const { read } = deps.store;
  const version = await read.sequences.version(sequence.currentVersionId);
  if (version === null) return 0;
  let ended = 0;
  for (const won of await winnersIn(read, sequence, version, now)) {
    if (await promote(deps, { sequence, version, won, now, carried })) ended += 1;
  }
  return ended;
}

/** A test is judged by what went out since its variants are what they are. */
async function winnersIn(
  tables: Tables,
  sequence: StoredSequence,
  version: SequenceVersion,
  now: DateTime,
): Promise<Won[]> {
  const { sequenceId, definition } = version;
  const won: Won[] = [];
  for (const step of definition.steps.filter(isOutward)) {
    if (step.promoteAfter === null) continue;
    const from = await sameSince(tables, sequence, step);
    const reported = reportSteps(definition, await tables.reports.figures({ sequenceId, from, to: null, now }));
    const report = reported.find(({ stepId }) => stepId === step.id);
    if (report === undefined || report.verdict === null) continue;
    const variant = winnerAfter(contendersIn(report.variants), step.promoteAfter);
    if (variant !== null) won.push({ step: report, variant });
  }
  return won;
}

interface Ending {
  readonly sequence: StoredSequence;
  readonly version: SequenceVersion;
  readonly won: Won;
  readonly now: DateTime;
  readonly carried: Carried;
}

/** Where it cannot be, because of a mistake or because it concerns many, the managers hear of it, once. */
function promote(
  { store, ids, settings }: Pick<StepDeps, 'store' | 'ids' | 'settings'>,
  { sequence, version, won, now, carried }: Ending,
): Promise<boolean> {
  const { workspaceId, id: sequenceId } = sequence;
  const { step, variant } = won;
  const wanted = { sequenceId, stepId: step.stepId, variant };
  return store.transact(
    async (tables) => {
      const context = { tables, ids, now, carried, settings };
      const say = (why: string, then: string) => {
        const about = `promotion:${sequenceId}:${version.number}:${step.stepId}:${variant}:${why}`;
        return noticeToManagers(context, { workspaceId, about, text: `${wonWords(won, sequence.name)} ${then}` });
      };
      const alone = await variantAlone(tables, workspaceId, wanted);
      if (alone === null) return false;
      const many = await changeOfMany(context, { id: version.publishedById ?? '', workspaceId }, alone);
      if (many !== null) {
        await say(
          'many',
          `It does not go out alone by itself: it concerns ${counted(many.people, 'person', 'people')}, and more than ${many.limit} take another manager’s yes. *Promote* in \`report ${sequence.slug}\` asks for it.`,
        );
        return false;
      }
      const promoted = await publishVariant(context, workspaceId, wanted);
      if (!promoted.ok) {
        if (promoted.reason === 'invalid') await say('mistake', mistakeWords(promoted.message, sequence.slug));
        return false;
      }
      const publisher = version.publishedById === null ? null : await tables.members.byId(version.publishedById);
      if (publisher?.slackUserId == null) return true;
      const { entryId } = promoted;
      const text = `${wonWords(won, sequence.name)} It alone goes out from now on.`;
      const notice = { kind: 'promoted', text, entryId } as const;
      await tables.posts.add([
        {
          ...{ id: ids.next(), workspaceId, conversation: publisher.slackUserId, enrollmentId: null, dueAt: now },
          content: { kind: 'notice', notice },
          key: promotedNoticeKey(entryId),
        },
      ]);
      return true;
    },
    { limitMs: publishLimitMs },
  );
}

function mistakeWords(message: string, slug: string): string {
  return `It cannot go out alone yet, since the sequence has a mistake by now: ${message}. Put that right with \`edit ${slug}\`; the test ends the day after.`;
}

/** `“long” won the split test of “Intro” in SaaS outbound (short: 22 of 372 replied; long: 50 of 372).` */
function wonWords({ step, variant }: Won, sequenceName: string): string {
  const results = contendersIn(step.variants).map(({ id, hits, of }) => `${id}: ${hits} of ${of} replied`);
  return `“${variant}” won the split test of “${step.label}” in ${sequenceName} (${results.join('; ')}).`;
}
