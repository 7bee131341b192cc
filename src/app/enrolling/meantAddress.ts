import { emailKey } from '../../domain/contact/email-address.js';
import { slips } from '../../domain/slips.js';
import { nearestAddresses } from '../contacts/findContact.js';
import type { Tables } from '../ports/store.js';

/** Of so many letters of an address one may have slipped. */
const lettersASlip = 10;

/**
 * The stored address that may have been meant by one that nobody was stored under: a slip of the finger away. Null where
 * there is none; `per1@` and `per2@` are two people.
 */
export async function meantAddress(
  tables: Pick<Tables, 'contacts'>,
  workspaceId: string,
  email: string,
): Promise<string | null> {
  const typed = emailKey(email);
  const most = Math.max(1, Math.floor(typed.length / lettersASlip));
  const near = (await nearestAddresses(tables, workspaceId, email)).filter((address) => {
    const known = emailKey(address);
    return known !== typed && withoutDigits(known) !== withoutDigits(typed) && slips(typed, known) <= most;
  });
  return near[0] ?? null;
}

function withoutDigits(address: string): string {
  return address.replace(/\d/g, '');
}
