import { z } from 'zod';
import { doubtful, type Found, failing, fine } from '../../app/ports/finding.js';
import { jsonOf, noAnswer } from '../rest/examine.js';
import { type TwilioOptions, twilioAccount } from './account.js';
import { createTwilioTexter } from './texter.js';

const accountSchema = z.object({ status: z.string() });

/** Whether the account is in force and has a number that texts can come from. Sends nothing. */
export async function examineTwilio(options: TwilioOptions): Promise<Found> {
  const answer = await twilioAccount(options).page(`/2010-04-01/Accounts/${options.accountSid}.json`);
  const silent = noAnswer('Twilio', 'TWILIO_AUTH_TOKEN', answer);
  if (silent !== null) return silent;
  const read = accountSchema.safeParse(jsonOf(answer));
  if (!read.success) return doubtful('Twilio answered something unreadable', 'see whether TWILIO_BASE_URL is right');
  if (read.data.status !== 'active') {
    return failing(`the account is ${read.data.status}`, 'see to it in Twilio’s console');
  }
  const numbers = await createTwilioTexter(options).numbers();
  if (!numbers.ok) return doubtful('Twilio does not say which numbers the account has', 'try again in some minutes');
  const count = numbers.found.length;
  if (count === 0) return failing('the account has no number that can text', 'buy one in Twilio’s console');
  return fine(`the account is active and has ${count === 1 ? 'a number' : `${count} numbers`} for texts`);
}
