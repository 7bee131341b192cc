import type { AppDeps } from '../deps.js';
import type { Directory, SlackPerson } from '../ports/chat.js';
import { namesAnybody } from './importAssignees.js';
import { type ImportFile, readFiles } from './readFiles.js';

/** What Slack says for an import; null where it could not be asked, or need not be. */
export interface SlackAnswers {
  readonly people: readonly SlackPerson[] | null;
  /** Channels that the app is in. */
  readonly channels: Awaited<ReturnType<Directory['channels']>> | null;
}

/** Who is in Slack, where files name owners or others, and where the app may show tasks. */
export async function askSlack(
  { directory }: Partial<Pick<AppDeps, 'directory'>>,
  files: readonly ImportFile[],
): Promise<SlackAnswers> {
  const hasContacts = files.some(({ name }) => !isDocument(name));
  const documents = files.filter(({ name }) => isDocument(name));
  const isAnybodyNamed = namesAnybody(readFiles(documents, null));
  return {
    people: directory !== undefined && (hasContacts || isAnybodyNamed) ? await directory.people() : null,
    channels: directory !== undefined && isAnybodyNamed ? await directory.channels() : null,
  };
}

/** Whether a file's name is that of sequences, texts or lists. */
export function isDocument(name: string): boolean {
  return /\.(ya?ml|json)$/i.test(name);
}
