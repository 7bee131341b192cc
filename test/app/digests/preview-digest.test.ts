import { previewDigest } from '../../../src/app/digests/previewDigest.js';
import { ids } from '../../support/ids.js';
import { at, type DigestDay, eachDigestDay, from, to } from './digest-day.js';

/** A digest that is shown to one person at any time. */
let day: DigestDay;
eachDigestDay((made) => {
  day = made;
});

describe('previewDigest', () => {
  const deps = () => ({ store: day.store, clock: { now: async () => to } });
  const preview = () =>
    previewDigest(deps(), { workspace: { id: day.workspaceId, zone: 'Europe/Berlin' }, channel: 'C1' });

  test('shows the last 24 hours where the channel has no digest', async () => {
    const { id } = await day.enrollment();
    await day.execution(id, { dueAt: at('03T07:31:00') });
    await day.execution(id, { stepId: 'older', dueAt: at('03T07:29:00') });
    const shown = await preview();
    expect(shown.sections).toEqual([{ title: 'Fired', lines: ['SaaS outbound: 1 mail'] }]);
    expect([shown.from, shown.to].map((instant) => instant.toISO())).toEqual([from.toISO(), to.toISO()]);
  });

  test('shows the time since the last digest, in its zone, and changes nothing', async () => {
    const by = await day.member();
    const data = {
      id: ids.next(),
      workspaceId: day.workspaceId,
      channel: 'C1',
      channelName: 'sales',
      rhythm: 'daily',
      at: '08:30',
    };
    const times = { dueAt: to.toJSDate(), reportedTo: at('01T07:30:00'), createdAt: at('01T07:30:00') };
    const before = await day.database.prisma.digest.create({
      data: { ...data, ...times, zone: 'Asia/Tokyo', createdById: by.id },
    });
    const shown = await preview();
    expect(shown).toMatchObject({ zone: 'Asia/Tokyo', title: 'Digest for Wednesday 4 March' });
    expect(shown.from.toISO()).toBe('2026-03-01T07:30:00.000Z');
    expect(await day.database.prisma.digest.findUnique({ where: { id: before.id } })).toEqual(before);
    expect(await day.database.prisma.post.count({ where: { workspaceId: day.workspaceId } })).toBe(0);
  });
});
