import { createMemoryDeliveries } from '../../src/adapters/memory/deliveries.js';
import { boundHeap } from '../../src/adapters/system/heap.js';
import { enrollContacts } from '../../src/app/enrolling/enrollContacts.js';
import { importFiles } from '../../src/app/importing/importFiles.js';
import { requestLimits } from '../../src/domain/limits.js';
import { openSeed } from '../../test/support/program-seed.js';
import { cadences } from '../cadences.js';
import type { Machine } from '../machine.js';
import { processorMicros } from '../processor-time.js';

/** Of a hundred lines: the same address once more, and one to which nothing may be sent. */
const inHundred = { doubled: 2, suppressed: 1 };

const { addresses: most } = requestLimits;
/** So that neither the program nor PostgreSQL waits for the other. */
const ordersAtOnce = 2;

/** One measurement of contacts being enrolled. */
export interface EnrollingRun {
  readonly seconds: number;
  readonly detail: Readonly<Record<string, number>>;
}

/**
 * How long it takes to enroll so many distinct contacts from a CSV, from its bytes to the last commit: each line
 * is read and judged, addresses that stand in it twice come in once, and those to which nothing may be sent stay out.
 * Rejects where other contacts are enrolled than should be.
 */
export async function measureEnrolling(
  machine: Machine,
  { url, contacts }: { readonly url: string; readonly contacts: number },
): Promise<EnrollingRun> {
  // As a program does that serves people.
  boundHeap();
  const seed = await openSeed(url);
  const unused = () => Promise.reject(new Error('nobody is asked about'));
  const directory = {
    team: unused,
    person: unused,
    personByEmail: unused,
    people: unused,
    channel: unused,
    channels: unused,
  };
  const settings = {
    admins: [],
    zone: null,
    mailFrom: 'sales@harbor.example',
    postalAddress: '12 Pier Road, Portland',
  };
  const providers = { texter: null, postcards: null, deliveries: createMemoryDeliveries() };
  const deps = { ...seed, ...providers, settings, poke: () => {} };
  try {
    const { workspace, rep } = await seed.workspaceAndRep();
    const [cadence] = cadences;
    await seed.enrollMany(0, { name: 'From a file', steps: cadence?.steps ?? [] });
    const suppressed = Array.from({ length: contacts }, (_, index) => index).filter(isSuppressed);
    await seed.pool.query(
      `INSERT INTO suppressions (id, workspace_id, email_key, reason, created_at)
       SELECT uuidv7(), $1, email, 'unsubscribe', clock_timestamp() FROM unnest($2::text[]) AS email`,
      [workspace.id, suppressed.map(addressOf)],
    );
    const content = Buffer.from(linesOf(contacts).join('\n'));
    const processors = () => ({ program: ownMicros(), PostgreSQL: processorMicros(machine.postgresPid) });
    const before = processors();
    const begun = performance.now();
    const imported = await importFiles(deps, [{ name: 'contacts.csv', content }], { workspaceId: workspace.id });
    if (!imported.ok) throw new Error(`the file was refused: ${JSON.stringify(imported).slice(0, 500)}`);
    const read = performance.now();
    const emails = Array.from({ length: contacts }, (_, index) => addressOf(index));
    let enrolled = 0;
    const enrollRest = async () => {
      for (let some = emails.splice(0, most); some.length > 0; some = emails.splice(0, most)) {
        const order = { actor: rep, emails: some, sequenceName: 'From a file', enroll: 'ready' as const };
        const outcome = await enrollContacts({ ...deps, directory }, order);
        if (!outcome.ok) throw new Error(`nobody could be enrolled: ${outcome.reason}`);
        enrolled += outcome.enrolled.length;
      }
    };
    await Promise.all(Array.from({ length: ordersAtOnce }, enrollRest));
    const seconds = (performance.now() - begun) / 1000;
    if (enrolled !== contacts - suppressed.length) {
      throw new Error(`${enrolled} were enrolled, not ${contacts - suppressed.length}`);
    }
    const after = processors();
    return {
      seconds,
      detail: {
        'seconds until all were read and stored': (read - begun) / 1000,
        'processor microseconds a contact': (after.program - before.program) / contacts,
        PostgreSQL: (after.PostgreSQL - before.PostgreSQL) / contacts,
      },
    };
  } finally {
    await seed.close();
  }
}

/** Processor time of this process (microseconds), in which the program's part runs. */
function ownMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function linesOf(contacts: number): string[] {
  const lines = Array.from({ length: contacts }, (_, index) => lineOf(index));
  const doubled = lines.filter((_, index) => index % 100 < inHundred.doubled);
  return ['email,first_name,last_name,company,title,region', ...lines, ...doubled];
}

function lineOf(index: number): string {
  const title = index % 2 === 0 ? 'Head of Data' : 'Analyst';
  return `${addressOf(index)},Ada,Byron the ${index},Engines No. ${index},${title},"North, ${index % 7}"`;
}

function addressOf(index: number): string {
  return `ada.${index}@customers.example`;
}

function isSuppressed(index: number): boolean {
  return index % 100 >= 100 - inHundred.suppressed;
}
