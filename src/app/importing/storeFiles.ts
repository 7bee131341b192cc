import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import type { FinishedChoice } from '../../domain/enrollment/publish.js';
import { audit } from '../audit.js';
import { saveList } from '../fulfillment/saveList.js';
import type { Workspace } from '../ports/stores/people.js';
import type { publishSequence } from '../sequences/publishSequence.js';
import { releaseForTexts, saveTemplate } from '../sequences/saveTemplate.js';
import { type ImportedContacts, importContacts, type OwnedContact } from './importContacts.js';
import { type ImportedSequence, publishAll } from './importSequences.js';
import type { BadLines, ImportFile, ReadFiles, readFiles } from './readFiles.js';
import type { ResolvedOwner } from './resolveOwners.js';

/** What came in. */
export interface Came {
  readonly workspace: Workspace;
  readonly sequences: readonly ImportedSequence[];
  readonly templates: readonly { readonly name: string; readonly kind: 'created' | 'changed' | 'unchanged' }[];
  readonly lists: readonly { readonly name: string; readonly kind: 'created' | 'changed' | 'unchanged' }[];
  readonly contacts: ImportedContacts;
  /** Lines of contacts that were left out; only where the good ones were asked for. */
  readonly leftOut: readonly Omit<BadLines, 'problems'>[];
}

/** Stores what files hold that was found right, in the transaction it is given. */
export async function storeFiles(
  context: Parameters<typeof publishSequence>[0],
  given: {
    readonly workspace: Workspace;
    readonly read: ReturnType<typeof readFiles>;
    readonly files: readonly ImportFile[];
    /** Whom the files name. */
    readonly references: readonly OwnerReference[];
    readonly ownerOf: (reference: OwnerReference) => ResolvedOwner;
    /** Null: the command line. */
    readonly by: string | null;
    readonly finished: FinishedChoice;
    /** Names what somebody saw of it before they said yes; null where nothing had to be seen. */
    readonly seen: string | null;
  },
): Promise<Came> {
  const { workspace, read, files, references, ownerOf, by, finished, seen } = given;
  const { tables, ids, now } = context;
  const workspaceId = workspace.id;
  const owned: OwnedContact[] = [];
  for (const contact of read.contacts) {
    const owner = contact.owner === null ? null : ownerOf(contact.owner);
    owned.push({ contact, ownerId: owner?.ok ? owner.memberId : null });
  }
  for (const member of new Set(references.map(ownerOf).flatMap((owner) => ('create' in owner ? owner.create : [])))) {
    await tables.members.save(member, now);
  }
  const templates = [];
  for (const { template } of read.templates) {
    const saved = await saveTemplate(context, {
      workspaceId,
      template,
      savedById: by,
      customFields: read.customFields,
    });
    if (!saved.ok) throw new Error(`template ${template.name} was checked and is refused`);
    templates.push({ name: template.name, kind: saved.kind });
  }
  const lists = [];
  for (const { list } of read.lists) {
    lists.push({ name: list.name, kind: await saveList(context, { workspace, list, savedById: by }) });
  }
  const sequences = await publishAll(context, { workspaceId, publishedById: by, finished }, read);
  // After the sequences' rows and before the contacts', as everywhere.
  if (templates.some(({ kind }) => kind === 'changed')) await releaseForTexts(context, workspaceId);
  const contacts = await importContacts(context, workspaceId, owned);
  const detail = {
    sequences: sequences.length,
    templates: templates.length,
    contacts: owned.length,
    ...leftOutIn(read),
    ...(seen === null ? {} : { seen }),
  };
  const subject = importSubject(files);
  await audit({ tables, ids, now }, { workspaceId, id: by }, { action: 'import', subject, detail });
  const leftOut = read.badLines.map(({ file, lines, csv }) => ({ file, lines, csv }));
  return { workspace, sequences, templates, lists, contacts, leftOut };
}

/** What the audit calls an import. */
export function importSubject(files: readonly ImportFile[]): string {
  return files.map(({ name }) => name).join(', ');
}

/** How many lines were left out, for the audit. */
function leftOutIn({ badLines }: Pick<ReadFiles, 'badLines'>) {
  return badLines.length === 0 ? {} : { leftOut: badLines.reduce((sum, { lines }) => sum + lines, 0) };
}
