import { alarmsContract } from '../../contracts/alarms.js';
import { startMongo, type TestMongo } from '../../support/mongo.js';
import { describeIf } from '../../support/requirements.js';
import { agendaFixture } from './fixture.js';
import { openMongoJobs } from './mongo-fixture.js';

describeIf('mongo', 'Agenda on MongoDB', () => {
  let server: TestMongo;
  beforeAll(async () => {
    server = await startMongo();
  });
  afterAll(() => server?.stop());

  alarmsContract('it', async () => {
    const { uri, proxy, raw } = await openMongoJobs(server);
    return agendaFixture({ kind: 'mongo', uri }, proxy, raw);
  });
});
