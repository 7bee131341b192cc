import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

test('the migrations lead to what the Prisma schema says', async () => {
  const check = promisify(execFile)(process.execPath, ['scripts/migration.js', '--check']);
  const difference = await check.then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
  expect(difference).toBe('');
  // A PostgreSQL and Prisma's engine start for it.
}, 60_000);
