import { refuse } from '../../domain/refusal.js';
import { type PathSegment, type Problem, pathOf } from '../../domain/sequence/problems.js';
import type { Step } from '../../domain/steps/step.js';
import { textsOf } from '../../domain/steps/step-texts.js';
import { checkTemplate, type TemplateCheckOptions } from '../../domain/template/check-template.js';
import { lengthProblem } from '../../domain/template/least-length.js';
import { didYouMean } from '../../domain/template/nearest.js';
import { isTemplateKind, type StoredTemplate, templateKinds } from '../../domain/template/stored-template.js';
import { sendersOf } from '../people/senders.js';
import type { Tables } from '../ports/store.js';
import type { Carried } from './availability.js';

/** What steps may ask for: what their texts call by name, and what carries them. */
export interface KnownNames {
  /** Stored templates. */
  readonly templates: readonly StoredTemplate[];
  /** Addresses, and whole domains, that mails may come from. */
  readonly senders: readonly string[];
  /** Names of stored fulfillment lists. */
  readonly lists: readonly string[];
  /** Names and slugs of stored sequences. */
  readonly sequences: readonly string[];
  readonly customFields: NonNullable<TemplateCheckOptions['customFields']>;
  readonly carried: Carried;
}

/** The custom fields that texts may use. While a workspace has no contact, every one is taken. */
export async function knownFields(
  tables: Pick<Tables, 'contacts'>,
  workspaceId: string,
): Promise<KnownNames['customFields']> {
  return (await tables.contacts.fieldNames(workspaceId)) ?? 'any';
}

/** What is stored in a workspace, beside what providers carry. */
export async function knownNames(
  tables: Pick<Tables, 'templates' | 'contacts' | 'sequences' | 'parcels' | 'workspaces'>,
  workspaceId: string,
  carried: Carried,
): Promise<KnownNames> {
  const workspace = await tables.workspaces.byId(workspaceId);
  if (workspace === null) throw new Error(`there is no workspace ${workspaceId}`);
  const sequences = await tables.sequences.all(workspaceId);
  const lists = await tables.parcels.lists(workspaceId);
  return {
    lists: lists.map(({ name }) => name),
    templates: await tables.templates.all(workspaceId),
    senders: sendersOf(workspace, carried),
    sequences: sequences.flatMap(({ name, slug }) => [name, slug]),
    customFields: await knownFields(tables, workspaceId),
    carried,
  };
}

/** What is wrong with the texts of a step at `path`: unknown variables, templates that are not stored. Paths as in the file. */
export function stepTextProblems(step: Step, path: readonly PathSegment[], known: KnownNames): Problem[] {
  return textsOf(step).flatMap(({ at, text }) => {
    const here = pathOf(...path, ...at);
    if (at.at(-1) === 'template') return templateProblems(step, text, here, known);
    if (step.kind === 'fulfillment') return listProblems(text, here, known);
    const check = checkTemplate(text, known);
    const tooLong = lengthProblem(text, step.kind);
    if (check.ok) return tooLong === null ? [] : [{ path: here, ...tooLong }];
    const place = (line: number, column: number) => (text.includes('\n') ? `line ${line}, column ${column}: ` : '');
    return check.problems.map(({ code, message, line, column }) => {
      return { path: here, code, message: place(line, column) + message };
    });
  });
}

function templateProblems({ kind }: Step, name: string, path: string, known: KnownNames): Problem[] {
  if (!isTemplateKind(kind)) return [{ path, ...refuse('neverStored', templateKinds, kind) }];
  const found = known.templates.find((template) => template.name === name);
  if (found?.kind === kind) return [];
  if (found !== undefined) return [{ path, ...refuse('templateOfKind', name, found.kind, kind) }];
  const names = known.templates.filter((template) => template.kind === kind).map((template) => template.name);
  return [{ path, ...refuse('noTemplateNamed', name, didYouMean(name, names)) }];
}

function listProblems(name: string, path: string, { lists }: KnownNames): Problem[] {
  return lists.includes(name) ? [] : [{ path, ...refuse('noListNamed', name, didYouMean(name, lists)) }];
}
