import { z } from 'zod';
import type { PhoneText } from '../protocol.js';
import { sandboxAccount } from './account.js';

/** The fields of Twilio's `POST Messages` that Drumbeat uses (twilio.com/docs/messaging/api/message-resource). */
const fields = z.object({
  To: z.string(),
  From: z.string(),
  Body: z.string(),
  StatusCallback: z.url({ protocol: /^https?$/ }).optional(),
});

const longest = 1600;

export type ReadText =
  | { readonly ok: true; readonly text: Pick<PhoneText, 'executionId' | 'from' | 'to' | 'body'> }
  | { readonly ok: false; readonly code: number; readonly message: string };

/** Checks a text as Twilio does, with Twilio's own numbers for what is wrong. `stopped`: who has answered STOP. */
export function readText(body: unknown, stopped: ReadonlySet<string>): ReadText {
  const read = fields.safeParse(body);
  if (!read.success) return { ok: false, code: 21604, message: z.prettifyError(read.error) };
  const { To, From, Body, StatusCallback } = read.data;
  const refusal = (code: number, message: string) => ({ ok: false, code, message }) as const;
  if (!/^\+[1-9]\d{6,14}$/.test(To)) return refusal(21211, `Invalid 'To' Phone Number: ${To}`);
  if (!sandboxAccount.numbers.some(({ number }) => number === From)) {
    return refusal(21606, `The 'From' phone number provided (${From}) is not a valid message-capable number`);
  }
  if (Body.trim() === '') return refusal(21602, 'Message body is required');
  if (Body.length > longest)
    return refusal(21617, `The concatenated message body exceeds the ${longest} character limit`);
  if (stopped.has(To)) return refusal(21610, 'Attempt to send to unsubscribed recipient');
  const executionId = StatusCallback === undefined ? null : new URL(StatusCallback).searchParams.get('execution');
  return { ok: true, text: { executionId, from: From, to: To, body: Body } };
}
