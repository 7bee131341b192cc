import { z } from 'zod';
import type { UploadRequest } from './file-protocol.js';
import type {
  ActionRequest,
  ClockRequest,
  ClosingRequest,
  HomeRequest,
  MailEventRequest,
  MessageRequest,
  OptionsRequest,
  ReadRequest,
  ShortcutRequest,
  SubmissionRequest,
  TextEventRequest,
} from './protocol.js';

/** The bodies of the page's POSTs; each schema must read exactly the type that protocol.ts gives it. */

const id = z.string().min(1).max(255);
const person = { person: id };
const container = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), conversation: id, ts: id }),
  z.object({ type: z.literal('view'), viewId: id }),
]);
const state = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));

export const messageRequest = z
  .object({
    ...person,
    conversation: id,
    text: z.string().max(12_000),
    threadTs: id.optional(),
    files: z.array(id).max(10).optional(),
  })
  .transform(({ threadTs, files, ...rest }) => ({
    ...rest,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(files === undefined ? {} : { files }),
  })) satisfies z.ZodType<MessageRequest>;

export const uploadRequest = z.object({
  ...person,
  name: id,
  content: z.base64(),
}) satisfies z.ZodType<UploadRequest>;

export const actionRequest = z.object({
  ...person,
  container,
  action: z.looseObject({ type: id, action_id: id, block_id: id }),
  state,
}) satisfies z.ZodType<ActionRequest>;

export const submissionRequest = z.object({ ...person, viewId: id, state }) satisfies z.ZodType<SubmissionRequest>;
export const closingRequest = z.object({ ...person, viewId: id }) satisfies z.ZodType<ClosingRequest>;
export const shortcutRequest = z.object({ ...person, callbackId: id }) satisfies z.ZodType<ShortcutRequest>;
export const optionsRequest = z.object({
  ...person,
  container,
  blockId: id,
  actionId: id,
  value: z.string().max(3000),
}) satisfies z.ZodType<OptionsRequest>;
export const homeRequest = z.object(person) satisfies z.ZodType<HomeRequest>;
export const readRequest = z.object({ ...person, conversation: id }) satisfies z.ZodType<ReadRequest>;
export const mailEventRequest = z
  .object({
    mailId: id,
    kind: z.enum(['reply', 'delivered', 'open', 'click', 'meeting', 'bounce', 'unsubscribe']),
    text: z.string().max(20_000).optional(),
  })
  .transform(({ text, ...rest }) =>
    text === undefined ? rest : { ...rest, text },
  ) satisfies z.ZodType<MailEventRequest>;
export const textEventRequest = z
  .object({ textId: id, kind: z.enum(['answer', 'stop', 'start', 'fail']), text: z.string().max(1600).optional() })
  .transform(({ text, ...rest }) =>
    text === undefined ? rest : { ...rest, text },
  ) satisfies z.ZodType<TextEventRequest>;
export const clockRequest = z.object({
  move: z.enum(['next', 'hour', 'day', 'week']),
}) satisfies z.ZodType<ClockRequest>;
