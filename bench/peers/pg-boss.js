/**
 * pg-boss with one job a step: fetched and completed 500 at a time, with nothing done in between. Answers jobs a second.
 *
 * @param {string} url an empty database
 * @param {number} jobs
 */
export async function drainPgBoss(url, jobs) {
  const { default: PgBoss } = await import('pg-boss');
  const boss = new PgBoss({ connectionString: url, schedule: false, supervise: false });
  boss.on('error', () => {});
  await boss.start();
  try {
    await boss.createQueue('steps');
    for (let made = 0; made < jobs; made += 1_000) {
      const count = Math.min(1_000, jobs - made);
      await boss.insert(Array.from({ length: count }, (_, index) => ({ name: 'steps', data: { step: made + index } })));
    }
    const begun = performance.now();
    for (let done = 0; done < jobs; ) {
      const fetched = await boss.fetch('steps', { batchSize: 500 });
      await boss.complete(
        'steps',
        fetched.map(({ id }) => id),
      );
      done += fetched.length;
    }
    return jobs / ((performance.now() - begun) / 1000);
  } finally {
    await boss.stop({ graceful: false });
  }
}
