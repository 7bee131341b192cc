import { limitWords } from '../../domain/mail/sending-limits.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { Workspace } from '../ports/stores/people.js';

/** `waits its turn: sales@example.com sends at most 100 mails an hour`; null where its mail waits for no sender. */
export function queueWords(
  { queuedFor, dueAt }: Pick<Enrollment, 'queuedFor' | 'dueAt'>,
  { mailsPerHour: perHour, mailsPerDay: perDay }: Pick<Workspace, 'mailsPerHour' | 'mailsPerDay'>,
): string | null {
  if (queuedFor === null || dueAt !== null) return null;
  const limits = limitWords({ perHour, perDay });
  return `waits its turn: ${queuedFor} ${limits === '' ? 'had a limit, which is lifted' : `sends at most ${limits}`}`;
}
