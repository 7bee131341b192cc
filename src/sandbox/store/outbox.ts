import { appendFile, readFile, truncate } from 'node:fs/promises';
import type { OutboxMail } from '../protocol.js';
import { coalesced } from './coalesced.js';

type MailEvent = OutboxMail['events'][number];

/** Every mail that was taken, and what its recipient did. */
export interface Outbox {
  /** Oldest first. */
  readonly mails: readonly OutboxMail[];
  add(mails: readonly OutboxMail[]): void;
  /** Notes what a recipient did; nothing for an unknown id. */
  note(mailId: string, event: MailEvent): void;
  /** Resolves when everything so far lies in the file. */
  saved(): Promise<void>;
}

type Line = { readonly mail: OutboxMail } | { readonly mailId: string; readonly event: MailEvent };

/**
 * The outbox lies in a file of its own that only grows, one JSON object a line: thousands of mails must not be written
 * again for each new one. A line torn by a kill is the last one, belongs to a mail that was never acknowledged, and goes.
 */
export async function openOutbox(path: string): Promise<Outbox> {
  const mails: OutboxMail[] = [];
  const positions = new Map<string, number>();
  let pending: string[] = [];

  const apply = (line: Line) => {
    if ('mail' in line) {
      if (positions.has(line.mail.id)) return;
      positions.set(line.mail.id, mails.length);
      mails.push(line.mail);
      return;
    }
    const position = positions.get(line.mailId) ?? -1;
    const mail = mails[position];
    if (mail !== undefined) mails[position] = { ...mail, events: [...mail.events, line.event] };
  };
  for (const line of await readLines(path)) apply(line);

  const writer = coalesced(async () => {
    const lines = pending;
    pending = [];
    try {
      await appendFile(path, lines.join(''), { mode: 0o600 });
    } catch (error) {
      pending = [...lines, ...pending];
      throw error;
    }
  });
  const take = (line: Line) => {
    apply(line);
    pending.push(`${JSON.stringify(line)}\n`);
    writer.ask();
  };

  return {
    mails,
    add: (added) => {
      for (const mail of added) take({ mail });
    },
    note: (mailId, event) => {
      if (positions.has(mailId)) take({ mailId, event });
    },
    saved: writer.done,
  };
}

async function readLines(path: string): Promise<Line[]> {
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const whole = content.slice(0, content.lastIndexOf('\n') + 1);
  if (whole.length < content.length) await truncate(path, Buffer.byteLength(whole));
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const parsed: unknown = JSON.parse(line);
      return isLine(parsed) ? [parsed] : [];
    });
}

/** The file is the sandbox's own. */
function isLine(parsed: unknown): parsed is Line {
  return typeof parsed === 'object' && parsed !== null && ('mail' in parsed || 'mailId' in parsed);
}
