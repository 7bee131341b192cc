/**
 * What a template's variables read: plain values only, so that nothing but data is reachable from a text. A value that
 * is not known is absent, `null` or an empty text; all three are blank.
 */
export interface TemplateData {
  /** The contact's own cells, custom fields under `fields` and, where no cell has that name, directly. */
  readonly contact: Readonly<Record<string, unknown>>;
  readonly owner: {
    readonly name: string | null;
    readonly firstName: string | null;
    readonly email: string | null;
    readonly title: string | null;
    readonly handle: string | null;
  };
  readonly workspace: { readonly name: string | null; readonly postalAddress: string | null };
  readonly sequence: { readonly name: string };
  readonly step: { readonly name: string };
  readonly unsubscribe: { readonly url: string | null };
  /** The day of the sending, `YYYY-MM-DD`, in the zone that the sequence counts in. */
  readonly today: string;
}

/** The cells that every contact has, as templates name them. */
export const contactCells = [
  'email',
  'firstName',
  'lastName',
  'name',
  'company',
  'title',
  'phone',
  'zone',
  'notes',
  'tags',
] as const;

/** Every variable a template may use, but for the custom fields of contacts. */
export const knownVariables: readonly string[] = [
  ...contactCells.map((cell) => `contact.${cell}`),
  'owner.name',
  'owner.firstName',
  'owner.email',
  'owner.title',
  'owner.handle',
  'workspace.name',
  'workspace.postalAddress',
  'sequence.name',
  'step.name',
  'unsubscribe.url',
  'today',
];
