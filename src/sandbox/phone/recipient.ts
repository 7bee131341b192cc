import type { Program } from '../program.js';
import type { TextEventRequest } from '../protocol.js';
import { Refusal } from '../refusal.js';
import type { Store } from '../store/store.js';

const defaultAnswer = 'Sounds good, call me tomorrow';

/** What the recipient of a text does, or what becomes of it: it reaches the program as the provider's posts would. */
export async function takeTextEvent(
  { store, program }: { readonly store: Store; readonly program: Program },
  { textId, kind, text }: TextEventRequest,
): Promise<void> {
  const sent = store.phone.taken.find(({ id }) => id === textId);
  if (sent === undefined) throw new Refusal(400, 'There is no such text');
  const at = (await program.now()).toUTC().toISO() ?? '';
  const said = text?.trim() || defaultAnswer;
  switch (kind) {
    case 'answer':
      await program.textEvents.comesIn({ from: sent.to, body: said, wish: null });
      break;
    case 'stop':
      await program.textEvents.comesIn({ from: sent.to, body: 'STOP', wish: 'stop' });
      break;
    case 'start':
      await program.textEvents.comesIn({ from: sent.to, body: 'START', wish: 'start' });
      break;
    case 'fail':
      if (sent.executionId === null)
        throw new Refusal(409, 'That text names no execution: nothing can be told about it');
      await program.textEvents.fails(sent.executionId, sent.id);
      break;
  }
  store.phone.note(sent.id, { kind, at, ...(kind === 'answer' ? { said } : {}) });
  store.announce();
}
