import { importFiles } from '../../../src/app/importing/importFiles.js';
import { promoteVariant } from '../../../src/app/reports/promoteVariant.js';
import { takeBackPromotion } from '../../../src/app/reports/takeBackPromotion.js';
import { decideRequest } from '../../../src/app/sequences/decideRequest.js';
import { startEdit } from '../../../src/app/sequences/startEdit.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { alone, enrolledIn, followUp, intro, reportOf, variant } from './split-test.js';

/** A split test that a manager ends, and that is taken up again. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

describe('promoting a variant', () => {
  const promote = (change: Partial<Parameters<typeof promoteVariant>[1]> & { sequenceId: string }) =>
    promoteVariant(world.app, { actor: world.manager, stepId: 'follow-up', variant: 'long', ...change });

  test('gives it to everybody who comes to the step from then on', async () => {
    const { sequenceId } = await enrolledIn(world, 12, intro, followUp);
    const sent = world.mailer.taken.length;
    expect(await promote({ sequenceId })).toMatchObject({ ok: true, version: 2, takenOver: 12 });
    await world.fireAt('2026-03-03T09:00');
    expect(new Set(world.mailer.taken.slice(sent).map(({ subject }) => subject))).toEqual(new Set(['long']));
    expect((await reportOf(world)).steps[1]?.variants.map(({ id, figures }) => [id, figures.sent])).toEqual([
      ['long', 12],
    ]);
    expect(await world.audit()).toContainEqual(
      expect.objectContaining({
        action: 'promote-variant',
        detail: { sequenceId, stepId: 'follow-up', variant: 'long', version: 2 },
      }),
    );
  });

  describe('that concerns more people than one manager decides about', () => {
    async function asked() {
      const { sequenceId } = await enrolledIn(world, 3, intro, followUp);
      await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 2 });
      return sequenceId;
    }
    const variantsNow = async () => (await reportOf(world)).steps[1]?.variants.length;

    test('asks another one, and goes out alone once that one approves', async () => {
      const sequenceId = await asked();
      const counts = { people: 3, limit: 2, asked: [{ id: world.admin.id }] };
      expect(await promote({ sequenceId })).toMatchObject({ ok: false, reason: 'asked', ...counts });
      expect(await variantsNow()).toBe(2);
      const { rows } = await world.pool.query(
        `SELECT content->'notice' AS notice FROM posts WHERE conversation = 'UADAM'`,
      );
      const allowing = { actor: world.admin, requestId: rows[0].notice.requestId, allows: true };
      expect(await decideRequest(world.app, allowing)).toMatchObject({ ok: true, allowed: true, version: 2 });
      expect(await variantsNow()).toBe(1);
    });

    test('is told to go into the draft that they have of it', async () => {
      const sequenceId = await asked();
      await startEdit(world.app, { actor: world.manager, sequenceId });
      expect(await promote({ sequenceId })).toMatchObject({ reason: 'draft-open', sequence: { id: sequenceId } });
    });

    test('is done at once where nobody else could be asked', async () => {
      const sequenceId = await asked();
      await world.pool.query(`UPDATE members SET is_slack_admin = false WHERE handle = 'adam'`);
      expect(await promote({ sequenceId })).toMatchObject({ ok: true, version: 2 });
    });
  });

  test('leaves the split tests of other steps as they are', async () => {
    const { sequenceId } = await enrolledIn(world, 1, intro, followUp);
    await promote({ sequenceId });
    const [first, second] = (await reportOf(world)).steps;
    expect([first?.variants.length, second?.variants.length]).toEqual([2, 1]);
  });

  test('is done once', async () => {
    const { sequenceId } = await enrolledIn(world, 1, followUp);
    expect(await promote({ sequenceId })).toMatchObject({ ok: true });
    expect(await promote({ sequenceId })).toEqual({ ok: false, reason: 'gone' });
    expect(await promote({ sequenceId, variant: 'short' })).toEqual({ ok: false, reason: 'gone' });
  });

  test.each([{ variant: 'middle' }, { stepId: 'intro' }, { sequenceId: '00000000-0000-4000-8000-000000000000' }])(
    'of %j changes nothing',
    async (change) => {
      const { sequenceId } = await enrolledIn(world, 1, followUp);
      expect(await promote({ sequenceId, ...change })).toEqual({ ok: false, reason: 'gone' });
    },
  );

  test('takes a manager', async () => {
    const { sequenceId } = await enrolledIn(world, 1, followUp);
    expect(await promote({ sequenceId, actor: world.rep })).toMatchObject({ reason: 'not-allowed', needs: 'manager' });
  });
});

describe('taking the end of a split test back', () => {
  async function promoted() {
    const { sequenceId } = await enrolledIn(world, 1, intro, followUp);
    const asked = { actor: world.manager, sequenceId, stepId: 'follow-up', variant: 'long' };
    const result = await promoteVariant(world.app, asked);
    if (!result.ok) throw new Error(result.reason);
    return { sequenceId, entryId: result.entryId };
  }
  async function edited(...steps: object[]) {
    const content = JSON.stringify({ name: 'Outbound', exitOn: [], steps });
    expect(await importFiles(world.app, [{ name: 'outbound.yml', content }])).toMatchObject({ ok: true });
  }
  const takeBack = (entryId: string, actor = world.manager) => takeBackPromotion(world.app, { actor, entryId });
  const variants = async () => (await reportOf(world)).steps.map((step) => step.variants.map(({ id }) => id));

  test('gives the step its variants again, and leaves what was edited since', async () => {
    const { entryId } = await promoted();
    await edited({ ...intro, variants: [variant('other')] }, alone);
    expect(await takeBack(entryId)).toMatchObject({ ok: true, version: 4, variants: ['short', 'long'] });
    expect(await variants()).toMatchObject([expect.arrayContaining(['other']), ['short', 'long']]);
  });

  test('is done once, and not where the step was changed since', async () => {
    const { entryId } = await promoted();
    expect(await takeBack(entryId)).toMatchObject({ ok: true });
    expect(await takeBack(entryId)).toEqual({ ok: false, reason: 'gone' });
    const again = await promoteVariant(world.app, {
      ...{ actor: world.manager, sequenceId: (await reportOf(world)).sequenceId },
      ...{ stepId: 'follow-up', variant: 'short' },
    });
    await edited(intro, { ...alone, name: 'Another' });
    expect(await takeBack(again.ok ? again.entryId : '')).toEqual({ ok: false, reason: 'gone' });
  });

  test('asks the other managers where it concerns more than the limit, and one of them publishes it', async () => {
    const { sequenceId, entryId } = await promoted();
    await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 0 });
    expect(await takeBack(entryId)).toMatchObject({
      reason: 'asked',
      people: 1,
      limit: 0,
      asked: [{ handle: 'adam' }],
    });
    expect((await variants())[1]).toEqual(['long']);
    const [draft] = await world.store.read.drafts.ofSequence(sequenceId);
    const request = await world.store.read.publishRequests.openOf(draft?.id ?? '');
    const allowed = { actor: world.admin, requestId: request?.id ?? '', allows: true };
    expect(await decideRequest(world.app, allowed)).toMatchObject({ ok: true, version: 3 });
    expect((await variants())[1]).toEqual(['short', 'long']);
  });

  test('takes a manager', async () => {
    const { entryId } = await promoted();
    expect(await takeBack(entryId, world.rep)).toMatchObject({ reason: 'not-allowed', needs: 'manager' });
    expect((await variants())[1]).toEqual(['long']);
  });
});
