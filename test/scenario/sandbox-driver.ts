import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DateTime } from 'luxon';
import { createDatabaseClock } from '../../src/adapters/postgres/clock.js';
import { composeImport } from '../../src/compose/import.js';
import type {
  MailEventKind,
  OutboxMail,
  PhoneText,
  ShownMessage,
  Snapshot,
  TextEventKind,
} from '../../src/sandbox/protocol.js';
import { inSandbox } from '../cli/terminal.js';
import { createTestDatabase } from '../support/database.js';
import { pressOf } from '../support/press.js';
import { startTunedProgram } from '../support/program.js';
import { untilSeen } from '../support/until-seen.js';

/** A fresh program with the sandbox, driven as its page drives it. */
export interface SandboxDriver {
  readonly url: string;
  look(person?: string): Promise<Snapshot>;
  /** Types into the app's DM; answers what only the person sees of the answer. */
  type(person: string, text: string): Promise<ShownMessage>;
  /** Moves the program's time; answers false where `next` finds nothing waiting. */
  travel(move: 'next' | 'hour' | 'day' | 'week'): Promise<boolean>;
  /** Has the program's time stand still at an instant, until it is moved again. */
  stopClock(at: DateTime): Promise<void>;
  /** Presses the button of a message with this action id; false where it has none. */
  press(person: string, message: ShownMessage, actionId: string): Promise<boolean>;
  mailEvent(mail: OutboxMail, kind: MailEventKind): Promise<void>;
  textEvent(text: PhoneText, kind: TextEventKind): Promise<void>;
  /** Imports a file beside the running program, as the command line does. */
  importFile(name: string, content: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the built program on a database of its own, its time beginning at `at`. */
export async function startSandbox(at: DateTime): Promise<SandboxDriver> {
  const database = await createTestDatabase();
  const clock = createDatabaseClock(database.pool);
  await clock.release(at);
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-scenario-'));
  const program = startTunedProgram({ DATABASE_URL: database.url, DRUMBEAT_DATA_DIR: folder, LOG_LEVEL: 'warn' });
  const url = await program.ready();

  const post = async (path: string, body: object) => {
    const answer = await fetch(`${url}/sandbox/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(body),
    });
    const refusal = answer.ok ? '' : await answer.text();
    if (refusal.includes('Nothing is waiting')) return false;
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${refusal}`);
    return true;
  };
  const look = async (person = '') => {
    const answer = await fetch(`${url}/sandbox/api/snapshot?person=${person}`);
    return (await answer.json()) as Snapshot;
  };
  const appDm = (snapshot: Snapshot) => snapshot.conversations.find(({ kind }) => kind === 'app-dm')?.id ?? '';

  return {
    url,
    look,
    type: async (person, text) => {
      const before = await look(person);
      await post('messages', { person, conversation: appDm(before), text });
      const known = new Set(before.messages.map(({ ts }) => ts));
      return untilSeen(url, async () =>
        (await look(person)).messages.find(({ ts, ephemeral }) => ephemeral && !known.has(ts)),
      );
    },
    travel: (move) => post('clock', { move }),
    stopClock: (to) => clock.freezeAt(to),
    press: async (person, message, actionId) => {
      const press = pressOf(person, message, actionId);
      if (press === null) return false;
      await post('actions', press);
      return true;
    },
    mailEvent: async (mail, kind) => void (await post('mail-events', { mailId: mail.id, kind })),
    textEvent: async (text, kind) => void (await post('text-events', { textId: text.id, kind })),
    importFile: async (name, content) => {
      const program = await composeImport({ databaseUrl: database.url, dataDir: folder, zone: null, ...inSandbox });
      const result = await program.importFiles([{ name, content }]);
      await program.close();
      if (!result.ok) throw new Error(JSON.stringify(result));
    },
    stop: async () => {
      await program.end('SIGTERM');
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
