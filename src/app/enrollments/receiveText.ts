import type { AppDeps } from '../deps.js';
import type { IncomingText } from '../ports/texter.js';
import { answeredText } from './answeredText.js';
import { applyOptOut } from './applyOptOut.js';
import { lockReadableOpen } from './lockOpen.js';
import { recordReply } from './recordReply.js';

type ReceiveDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>;

/**
 * A text that came from a number: STOP opts out, START (or YES, as Twilio has it) lifts what STOP forbade and nothing else.
 * Everything else, a "Yes" where nothing was forbidden too, is a reply of the contacts with that number. From a number that
 * nobody has, it is nobody's. Idempotent by the text's id.
 */
export async function receiveText(deps: ReceiveDeps, text: IncomingText): Promise<void> {
  for (const { id: workspaceId } of await deps.store.read.workspaces.all()) {
    if (text.wish === 'stop') await optOut(deps, workspaceId, text);
    else if (text.wish === null || !(await isAllowedAgain(deps, workspaceId, text))) {
      await reply(deps, workspaceId, text);
    }
  }
}

async function optOut(deps: ReceiveDeps, workspaceId: string, text: IncomingText): Promise<void> {
  const { ids } = deps;
  const now = await deps.clock.now();
  const { from: phone, body: said, providerMessageId: sourceId } = text;
  const wish = { workspaceId, phone, sourceId, said, lock: lockReadableOpen };
  await deps.store.transact((tables) => applyOptOut({ tables, ids, now }, wish));
  deps.poke();
}

/** Whether texts to the number were forbidden until now. */
function isAllowedAgain({ store }: ReceiveDeps, workspaceId: string, { from }: IncomingText): Promise<boolean> {
  return store.read.suppressions.remove(workspaceId, from);
}

async function reply(deps: ReceiveDeps, workspaceId: string, text: IncomingText): Promise<void> {
  const now = await deps.clock.now();
  for (const contact of await deps.store.read.contacts.byPhone(workspaceId, text.from)) {
    const answered = await answeredText(deps.store.read, contact, now);
    const about = answered === null ? { workspaceId, email: contact.email } : { executionId: answered.id };
    await recordReply(deps, { ...about, sourceId: `${text.providerMessageId}:${contact.id}`, said: text.body });
  }
}
