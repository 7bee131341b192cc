import { z } from 'zod';
import { takeMailEvent } from './mail/recipient.js';
import { createPageClock } from './page-clock.js';
import {
  actionRequest,
  clockRequest,
  closingRequest,
  homeRequest,
  mailEventRequest,
  messageRequest,
  optionsRequest,
  readRequest,
  shortcutRequest,
  submissionRequest,
  textEventRequest,
  uploadRequest,
} from './page-requests.js';
import { takeTextEvent } from './phone/recipient.js';
import type { Snapshot } from './protocol.js';
import { Refusal } from './refusal.js';
import type { SlackContext } from './slack/context.js';
import { takeAction, takeOptions } from './slack/events/actions.js';
import { takeHome, takeRead, takeShortcut } from './slack/events/opened.js';
import { takeClosing, takeSubmission } from './slack/events/submissions.js';
import { findPerson, firstPerson, takeTyped } from './slack/events/typed.js';
import { takeUpload } from './slack/events/uploaded.js';
import { takeSnapshot } from './snapshot.js';

/** What the page asks of the sandbox and says to it (protocol.ts), however it gets here. */
export interface PageAnswers {
  /** What somebody sees; the first person's where nobody is named. Throws a {@link Refusal} for whom it does not know. */
  snapshot(person?: string): Promise<Snapshot>;
  /** By the path: takes what the page posts there, and answers what the page is told. Throws a {@link Refusal}. */
  readonly takes: Readonly<Record<string, (body: unknown) => Promise<unknown>>>;
  /** Calls `listener` after every change, until the returned function is called. */
  readonly onChange: SlackContext['store']['onChange'];
}

export function createPageAnswers(context: SlackContext): PageAnswers {
  const { store, program } = context;
  const clock = createPageClock({ program, changed: store.announce, onFault: context.onFault });
  return {
    snapshot: async (person) => {
      const me = person === undefined ? firstPerson() : findPerson(person);
      const snapshot = await takeSnapshot({ store, program, travelingTo: clock.travelingTo() }, me);
      clock.shown(snapshot.nextDueAt);
      return snapshot;
    },
    takes: {
      '/files': taking(uploadRequest, (body) => takeUpload(context, body)),
      '/messages': taking(messageRequest, (body) => takeTyped(context, body)),
      '/actions': taking(actionRequest, (body) => takeAction(context, body)),
      '/submissions': taking(submissionRequest, (body) => takeSubmission(context, body)),
      '/closings': taking(closingRequest, (body) => takeClosing(context, body)),
      '/shortcuts': taking(shortcutRequest, (body) => takeShortcut(context, body)),
      '/options': taking(optionsRequest, (body) => takeOptions(context, body)),
      '/home': taking(homeRequest, (body) => takeHome(context, body)),
      '/read': taking(readRequest, async (body) => takeRead(context, body)),
      '/mail-events': taking(mailEventRequest, (body) => takeMailEvent({ store, program }, body)),
      '/text-events': taking(textEventRequest, (body) => takeTextEvent({ store, program }, body)),
      '/clock': taking(clockRequest, (body) => clock.take(body)),
    },
    onChange: store.onChange,
  };
}

function taking<S extends z.ZodType>(schema: S, take: (body: z.infer<S>) => Promise<unknown>) {
  return async (body: unknown): Promise<unknown> => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new Refusal(400, z.prettifyError(parsed.error));
    return (await take(parsed.data)) ?? {};
  };
}
