import { cardText } from '../postcard/card-text.js';
import type { PostcardSize } from '../postcard/sizes.js';
import type { TaskType } from '../steps/task.js';

/** What stored texts hold, by kind of the steps that may call them. */
export interface TemplateContents {
  readonly email: {
    /** Null: it goes on in the thread of the mail before it. */
    readonly subject: string | null;
    readonly body: string;
    readonly format: 'text' | 'html';
  };
  readonly sms: { readonly body: string };
  readonly task: { readonly title: string; readonly type: TaskType; readonly notes: string | null };
  /** Both sides are HTML. */
  readonly postcard: { readonly size: PostcardSize; readonly front: string; readonly back: string };
}
export type TemplateKind = keyof TemplateContents;

/** A text that steps of its kind call by name (`template: intro-short`). */
export type StoredTemplate = {
  readonly [K in TemplateKind]: { readonly name: string; readonly kind: K; readonly content: TemplateContents[K] };
}[TemplateKind];

export const templateKinds = ['email', 'task', 'sms', 'postcard'] as const satisfies readonly TemplateKind[];

export function isTemplateKind(kind: unknown): kind is TemplateKind {
  return templateKinds.some((known) => known === kind);
}

/** A stored text's part to be read by somebody; `key` is its key under the kind's (`email.subject`). */
export interface TemplatePart {
  readonly key: string;
  readonly text: string;
}

/** Everything in a template that is read by somebody. */
export function partsOf(template: StoredTemplate): TemplatePart[] {
  switch (template.kind) {
    case 'email': {
      const { subject, body } = template.content;
      return [...(subject === null ? [] : [{ key: 'subject', text: subject }]), { key: 'body', text: body }];
    }
    case 'sms':
      return [{ key: 'body', text: template.content.body }];
    case 'postcard':
      return [
        { key: 'front', text: template.content.front },
        { key: 'back', text: template.content.back },
      ];
    case 'task': {
      const { title, notes } = template.content;
      return [{ key: 'title', text: title }, ...(notes === null ? [] : [{ key: 'notes', text: notes }])];
    }
  }
}

/** What a list shows of it: the subject, the title, or how the text begins. */
export function firstLine(template: StoredTemplate): string {
  const first = partsOf(template)[0]?.text ?? '';
  return (template.kind === 'postcard' ? cardText(first) : first).trim().split('\n', 1)[0] ?? '';
}
