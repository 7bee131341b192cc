import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { StoredContact } from '../ports/stores/people.js';
import type { IncomingText } from '../ports/texter.js';
import { applyOptOut } from './applyOptOut.js';
import { lockOpen } from './lockOpen.js';
import { recordReply } from './recordReply.js';

type ReceiveDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>;

/**
 * A text that came from a number: STOP opts out, START lifts what STOP forbade (and nothing else), everything else is a
 * reply of the contacts with that number. From a number that nobody has, it is nobody's. Idempotent by the text's id.
 */
export async function receiveText(deps: ReceiveDeps, text: IncomingText): Promise<void> {
  for (const { id: workspaceId } of await deps.store.read.workspaces.all()) {
    if (text.wish === 'stop') await optOut(deps, workspaceId, text);
    else if (text.wish === 'start') await deps.store.read.suppressions.remove(workspaceId, text.from);
    else await reply(deps, workspaceId, text);
  }
}

async function optOut(deps: ReceiveDeps, workspaceId: string, text: IncomingText): Promise<void> {
  const { ids } = deps;
  const now = await deps.clock.now();
  const { from: phone, body: said, providerMessageId: sourceId } = text;
  const wish = { workspaceId, phone, execution: null, sourceId, said, lock: lockOpen };
  await deps.store.transact((tables) => applyOptOut({ tables, ids, now }, wish));
  deps.poke();
}

async function reply(deps: ReceiveDeps, workspaceId: string, text: IncomingText): Promise<void> {
  for (const contact of await deps.store.read.contacts.byPhone(workspaceId, text.from)) {
    const executionId = await answeredText(deps.store.read, contact);
    const about = executionId === null ? { workspaceId, email: contact.email } : { executionId };
    await recordReply(deps, { ...about, sourceId: `${text.providerMessageId}:${contact.id}`, said: text.body });
  }
}

/** The last text that went to a contact: what they answer. Null where none did. */
async function answeredText(tables: Tables, { id: contactId, workspaceId }: StoredContact): Promise<string | null> {
  const enrollments = await tables.enrollments.find({ workspaceId, contactId });
  const rows = await Promise.all(enrollments.map(({ id }) => tables.executions.ofEnrollment(id)));
  const sent = rows
    .flat()
    .filter(({ kind, state }) => kind === 'sms' && state === 'fired')
    .sort((a, b) => (a.settledAt?.toMillis() ?? 0) - (b.settledAt?.toMillis() ?? 0));
  return sent.at(-1)?.id ?? null;
}
