import { type FoundSequence, findSequence } from '../../../app/sequences/findSequence.js';
import { later, modalAnswer } from '../answers.js';
import { runTest } from '../testing/run-test.js';
import { testView } from '../testing/test-view.js';
import { unknownSequence } from '../unknown-sequence.js';
import type { CommandContext, CommandHandler, IntentOf } from './command.js';

/** `test SEQUENCE STEP`; without a step, a modal asks. */
export const test: CommandHandler<'test'> = async ({ readings }, context) => {
  if (readings.length === 0) return modalAnswer(await testView(context, { sequenceId: null, stepId: null }));
  const { found, step } = await understood(context, readings);
  if (!found.ok) {
    const { command } = context.deps.settings;
    return unknownSequence(found, command, (slug) => `test "${slug}"${step === null ? '' : ` ${step}`}`);
  }
  const { id, slug } = found.sequence;
  if (step === null) return modalAnswer(await testView(context, { sequenceId: id, stepId: null }));
  return later(() => runTest(context, { sequence: slug, step, contactEmail: null }));
};

interface Understood {
  readonly found: FoundSequence;
  readonly step: string | null;
}

/** The first reading whose sequence there is; where there is none, the one that something is near to. */
async function understood(
  { deps, workspace }: CommandContext,
  readings: IntentOf<'test'>['readings'],
): Promise<Understood> {
  const all: Understood[] = [];
  for (const { sequence, step } of readings) {
    all.push({ found: await findSequence(deps.store.read, workspace.id, sequence), step });
  }
  const [first] = all;
  if (first === undefined) throw new Error('a test without a reading');
  const near = all.findLast(({ found }) => !found.ok && found.nearest.length > 0);
  return all.find(({ found }) => found.ok) ?? near ?? first;
}
