import { alarmsContract } from '../../contracts/alarms.js';
import { agendaFixture } from './fixture.js';
import { openPostgresJobs } from './postgres-fixture.js';

alarmsContract('Agenda on PostgreSQL', async () => {
  const { url, proxy, raw } = await openPostgresJobs();
  return agendaFixture({ kind: 'postgres', url }, proxy, raw);
});
