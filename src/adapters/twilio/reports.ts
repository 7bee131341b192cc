import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { IncomingText, TextReport, TextReports } from '../../app/ports/texter.js';

/** Where Twilio posts what became of a text, below the public address. */
export const textReportPath = '/texts/status';

/** Where Twilio posts texts that come in, as its console is told. */
export const incomingTextPath = '/texts/incoming';

/** The address for status reports of one text. */
export function reportAddress(publicUrl: string, executionId: string): string {
  return `${publicUrl}${textReportPath}?execution=${encodeURIComponent(executionId)}`;
}

const parametersSchema = z.object({
  MessageSid: z.string().min(1),
  MessageStatus: z.string(),
  ErrorCode: z.string().optional(),
});

const incomingSchema = z.object({
  MessageSid: z.string().min(1),
  From: z.string().regex(/^\+\d+$/),
  Body: z.string(),
  OptOutType: z.string().optional(),
});

/** What Twilio takes for a wish when a text says nothing else (help.twilio.com, "Twilio support for opt-out keywords"). */
const stopWords = ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'];
const startWords = ['start', 'yes', 'unstop'];

function wishOf({ Body, OptOutType }: z.infer<typeof incomingSchema>): IncomingText['wish'] {
  const word = (OptOutType ?? Body).trim().toLowerCase();
  if (stopWords.includes(word)) return 'stop';
  return startWords.includes(word) ? 'start' : null;
}

/** Twilio's words for where a text is (twilio.com/docs/messaging/api/message-resource, "status"). */
const statuses: Readonly<Record<string, TextReport['status']>> = {
  accepted: 'taken',
  scheduled: 'taken',
  queued: 'taken',
  sending: 'taken',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/**
 * What Twilio signs its requests with (twilio.com/docs/usage/security): base64 of the HMAC-SHA1 of the address as Twilio
 * called it, followed by name and value of every parameter, sorted by name.
 */
export function twilioSignature(authToken: string, url: string, parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.keys(parameters)
    .sort()
    .map((name) => `${name}${parameters[name]}`);
  return createHmac('sha1', authToken)
    .update([url, ...pairs].join(''))
    .digest('base64');
}

/** Twilio's status reports, of which only signed ones count. */
export function createTwilioReports(options: { readonly authToken: string; readonly publicUrl: string }): TextReports {
  const isSigned = (url: string, parameters: Readonly<Record<string, string>>, signature: string) => {
    const expected = Buffer.from(twilioSignature(options.authToken, url, parameters));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  return {
    read({ pathAndQuery, parameters, signature }) {
      if (signature === null || !isSigned(`${options.publicUrl}${pathAndQuery}`, parameters, signature)) return null;
      const said = parametersSchema.safeParse(parameters);
      const executionId = new URLSearchParams(pathAndQuery.split('?', 2)[1] ?? '').get('execution');
      const status = said.success ? statuses[said.data.MessageStatus] : undefined;
      if (!said.success || status === undefined || executionId === null) return null;
      const { MessageSid, ErrorCode } = said.data;
      return { executionId, providerMessageId: MessageSid, status, errorCode: ErrorCode ?? null };
    },
    readIncoming({ pathAndQuery, parameters, signature }) {
      if (signature === null || !isSigned(`${options.publicUrl}${pathAndQuery}`, parameters, signature)) return null;
      const said = incomingSchema.safeParse(parameters);
      if (!said.success) return null;
      const { MessageSid, From, Body } = said.data;
      return { providerMessageId: MessageSid, from: From, body: Body, wish: wishOf(said.data) };
    },
  };
}
