import { ids } from '../../support/ids.js';
import { at, type DigestDay, eachDigestDay, to } from './digest-day.js';

/** What a digest calls late, by how much and why. */
let day: DigestDay;
eachDigestDay((made) => {
  day = made;
});

describe('Late', () => {
  const attempt = (executionId: string, number: number, outcome: string, reason: string | null) =>
    day.database.prisma.executionAttempt.create({
      data: { executionId, number, at: at('03T12:00:00'), outcome, reason },
    });
  const late = { dueAt: at('03T12:00:00'), settledAt: at('03T14:10:00'), firedAt: at('03T14:10:00') };

  test('a step that fired a quarter of an hour after its time is not late, a minute more is, a delay never', async () => {
    const { id } = await day.enrollment();
    await day.execution(id, { ...late, stepId: 'a', firedAt: at('03T12:15:00') });
    await day.execution(id, { ...late, stepId: 'wait', kind: 'delay' });
    expect(await day.section('Late')).toBeUndefined();
    await day.execution(id, { ...late, stepId: 'b', firedAt: at('03T12:16:00') });
    expect(await day.section('Late')).toEqual([
      '1 step left late, by up to 16 min: no worker was there when it was due',
    ]);
  });

  test('counts late ones by why, the most frequent first', async () => {
    const { id } = await day.enrollment();
    const refused = await day.execution(id, { ...late, stepId: 'refused', attempts: 3 });
    await attempt(refused.id, 1, 'deferred', '500');
    await attempt(refused.id, 2, 'deferred', '503 busy');
    await attempt(refused.id, 3, 'fired', null);
    const retried = await day.execution(id, { ...late, stepId: 'retried', attempts: 2 });
    await attempt(retried.id, 1, 'failed', 'no such mailbox');
    await attempt(retried.id, 2, 'fired', null);
    const unknown = await day.execution(id, { ...late, stepId: 'unknown', attempts: 1 });
    await attempt(unknown.id, 1, 'uncertain', 'time-out');
    await day.execution(id, { ...late, stepId: 'held', stepName: 'Nudge' });
    const notice = {
      kind: 'blank-field',
      enrollmentId: id,
      stepId: 'held',
      stepName: 'Nudge',
      fields: ['contact.company'],
    };
    const content = { kind: 'notice', notice };
    const post = {
      workspaceId: day.workspaceId,
      conversation: 'U1',
      kind: 'notice',
      key: 'k',
      enrollmentId: id,
      createdAt: to.toJSDate(),
    };
    await day.database.prisma.post.create({ data: { id: ids.next(), ...post, content } });
    await day.execution(id, { ...late, stepId: 'down', firedAt: at('03T13:00:00') });
    await day.execution(id, { ...late, stepId: 'down-too', firedAt: at('03T13:30:00') });
    expect(await day.section('Late')).toEqual([
      '2 steps left late, by up to 1 h 30 min: no worker was there when it was due',
      '1 step left late, by up to 2 h 10 min: held until a blank merge field was filled in',
      '1 step left late, by up to 2 h 10 min: tried again after a failure (no such mailbox)',
      '1 step left late, by up to 2 h 10 min: not taken by the provider at first (503 busy)',
      '1 step left late, by up to 2 h 10 min: for a while nobody knew whether it was sent (time-out)',
    ]);
  });

  test('a step that was so late that it took its next time is late from where it had been', async () => {
    const { id } = await day.enrollment();
    const trace = [
      { rule: 'anchor', of: 'enrolled', step: null, at: '2026-03-01T09:00Z' },
      { rule: 'late', from: '2026-03-02T09:00Z', to: '2026-03-03T09:00Z', note: '300' },
    ];
    await day.execution(id, { dueAt: at('03T09:00:00'), trace });
    await day.execution(id, { stepId: 'on-time', trace: trace.slice(0, 1) });
    expect(await day.section('Late')).toEqual(['1 step left late, by up to 1 d: no worker was there when it was due']);
  });

  test('counts what should have left and has not', async () => {
    const { id } = await day.enrollment();
    const deferred = await day.execution(id, {
      state: 'deferred',
      attempts: 1,
      settledAt: null,
      dueAt: at('04T07:00:00'),
    });
    await attempt(deferred.id, 1, 'deferred', '503 busy');
    await day.execution(id, { stepId: 'young', state: 'deferred', settledAt: null, dueAt: at('04T07:20:00') });
    await day.enrollment({ dueAt: at('04T05:30:00') });
    await day.enrollment({ dueAt: at('04T07:16:00') });
    expect(await day.section('Late')).toEqual([
      '1 step has not left yet, late by up to 2 h: no worker has taken it yet',
      '1 step has not left yet, late by up to 30 min: not taken by the provider at first (503 busy)',
    ]);
  });
});
