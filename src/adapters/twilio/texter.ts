import { DateTime } from 'luxon';
import { z } from 'zod';
import type { LookedUp } from '../../app/ports/looked-up.js';
import type { SeenText, SendingNumber, Texter } from '../../app/ports/texter.js';
import { type TwilioOptions, twilioAccount } from './account.js';
import { outcomeOf } from './outcome.js';
import { readPages } from './pages.js';
import { reportAddress } from './reports.js';

const messageSchema = z.object({ sid: z.string(), body: z.string().nullable(), date_created: z.string() });
const numberSchema = z.object({
  phone_number: z.string(),
  friendly_name: z.string().nullable(),
  capabilities: z.object({ sms: z.boolean().optional() }).nullable(),
});

/**
 * Texts through Twilio's Messages resource. Twilio has no idempotency key: what became of a request without an answer
 * is found in the list of messages, or told by a status report, whose address carries the execution's id.
 */
export function createTwilioTexter(options: TwilioOptions): Texter {
  const account = twilioAccount(options);
  return {
    async send({ executionId, from, to, body }, mayLeave) {
      const report =
        options.publicUrl === null ? {} : { StatusCallback: reportAddress(options.publicUrl, executionId) };
      return outcomeOf(await account.post('Messages', { To: to, From: from, Body: body, ...report }, mayLeave));
    },

    // Not by `DateSent`: a text that still waits in Twilio's queue has none, and its filter knows days only.
    async seen({ from, to, since, until }) {
      const texts = await readPages(account, {
        resource: 'Messages',
        filters: { From: from, To: to },
        items: 'messages',
        schema: messageSchema,
        // The newest come first, by when they were sent; a day is more than a text may wait in Twilio's queue.
        isEnough: (page) => page.some((one) => createdAt(one.date_created) < since.minus({ days: 1 })),
      });
      if (!texts.ok) return texts;
      // Twilio's times have no fractions of a second.
      const earliest = since.startOf('second');
      const found = texts.found.map(seenText).filter((one) => one.createdAt >= earliest && one.createdAt <= until);
      return { ok: true, found };
    },

    async numbers(): Promise<LookedUp<readonly SendingNumber[]>> {
      const numbers = await readPages(account, {
        resource: 'IncomingPhoneNumbers',
        filters: {},
        items: 'incoming_phone_numbers',
        schema: numberSchema,
        isEnough: () => false,
      });
      if (!numbers.ok) return numbers;
      const capable = numbers.found.filter((one) => one.capabilities?.sms === true);
      return {
        ok: true,
        found: capable.map((one) => ({ number: one.phone_number, label: one.friendly_name ?? one.phone_number })),
      };
    },
  };
}

function seenText(message: z.infer<typeof messageSchema>): SeenText {
  return {
    providerMessageId: message.sid,
    body: message.body ?? '',
    createdAt: createdAt(message.date_created),
  };
}

/** Twilio's times are those of RFC 2822, to the second. */
function createdAt(text: string): DateTime {
  return DateTime.fromRFC2822(text, { zone: 'utc' });
}
