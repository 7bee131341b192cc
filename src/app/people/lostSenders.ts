import { isFilledIn, maySendFrom } from '../../domain/mail/sender.js';
import { orUnread, UnreadableContent } from '../faults.js';
import type { Tables } from '../ports/store.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { unreadWords } from '../shown/unreadWords.js';

/** A sequence of which mails come from an address that may send no more: they are held when they are due. */
export interface LostSender {
  readonly sequence: StoredSequence;
  /** In the order of its steps, each once. */
  readonly addresses: readonly string[];
}

export interface LostSenders {
  readonly lost: readonly LostSender[];
  /** One line about sequences that may be among them and cannot be read here; null where there are none. */
  readonly unread: string | null;
}

/** Which sequences use addresses that were allowed by the senders `before` and are not by those `after`. */
export async function lostSenders(
  { sequences }: Pick<Tables, 'sequences'>,
  workspaceId: string,
  { before, after }: { readonly before: readonly string[]; readonly after: readonly string[] },
): Promise<LostSenders> {
  const lost: LostSender[] = [];
  const unread: UnreadableContent[] = [];
  for (const sequence of await sequences.all(workspaceId)) {
    const version = await orUnread(sequences.version(sequence.currentVersionId));
    if (version instanceof UnreadableContent) {
      unread.push(version);
      continue;
    }
    const used = (version?.definition.steps ?? []).flatMap((step) => {
      const address = step.kind === 'email' ? (step.from?.address ?? null) : null;
      return address === null || isFilledIn(address) ? [] : address.trim().toLowerCase();
    });
    const addresses = [...new Set(used)].filter((one) => maySendFrom(one, before) && !maySendFrom(one, after));
    if (addresses.length > 0) lost.push({ sequence, addresses });
  }
  return { lost, unread: unreadWords(unread, 'sequence') };
}
