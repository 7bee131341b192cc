import { alarmsContract } from '../../contracts/alarms.js';
import { describeIf } from '../../support/requirements.js';
import { agendaFixture } from './fixture.js';
import { openMongoJobs } from './mongo-fixture.js';

describeIf('mongo', 'Agenda on MongoDB', () => {
  alarmsContract('it', async () => {
    const { uri, proxy, raw } = await openMongoJobs();
    return agendaFixture({ kind: 'mongo', uri }, proxy, raw);
  });
});
