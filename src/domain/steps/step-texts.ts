import type { PathSegment } from '../sequence/problems.js';
import type { Action } from './action.js';
import type { StepContent, TemplateReference } from './content.js';
import type { Step, StepOfKind } from './step.js';

/** What stands in a step to be read by somebody, and where. */
export interface StepText {
  /** Where it stands in the step, as in the file; `template`: the text is the name of a stored one; `list`: of a list. */
  readonly at: readonly PathSegment[];
  readonly text: string;
}

/** Every text of a step with its place: complete by the compiler's word. */
const texts: { readonly [K in Step['kind']]: (step: StepOfKind[K]) => (StepText | null)[] } = {
  email: ({ content, from, replyTo }) => [
    ...contentTexts(content, ({ subject, body }) => [
      ...(subject === null ? [] : [{ at: ['email', 'subject'], text: subject }]),
      { at: ['email', 'body'], text: body },
    ]),
    from?.address == null ? null : { at: ['from', 'address'], text: from.address },
    from?.name == null ? null : { at: ['from', 'name'], text: from.name },
    replyTo === null ? null : { at: ['replyTo'], text: replyTo },
  ],
  sms: ({ content }) => contentTexts(content, ({ body }) => [{ at: ['sms', 'body'], text: body }]),
  task: ({ content }) =>
    contentTexts(content, ({ title, notes }) => [
      { at: ['task', 'title'], text: title },
      ...(notes === null ? [] : [{ at: ['task', 'notes'], text: notes }]),
    ]),
  postcard: ({ content }) =>
    contentTexts(content, ({ template }) => [{ at: ['postcard', 'template'], text: template }]),
  fulfillment: ({ content }) => contentTexts(content, ({ list }) => [{ at: ['fulfillment', 'list'], text: list }]),
  rule: ({ do: actions }) => actions.flatMap((action, index) => actionTexts(action, ['do', index])),
  delay: () => [],
  branch: () => [],
  exit: () => [],
};

/** Every text of a step with its place. */
export function textsOf(step: Step): StepText[] {
  const read: (step: never) => (StepText | null)[] = texts[step.kind];
  return read(step as never).flatMap((text) => text ?? []);
}

/** The texts of a content, or of each variant of a split test. */
function contentTexts<C extends { readonly source: 'inline' }>(
  content: StepContent<C>,
  own: (content: C) => StepText[],
): StepText[] {
  const single = (one: C | TemplateReference) =>
    one.source === 'template' ? [{ at: ['template'], text: one.template }] : own(one);
  if (content.source !== 'variants') return single(content);
  return content.variants.flatMap((variant, index) =>
    single(variant.content).map(({ at, text }) => ({ at: ['variants', index, ...at], text })),
  );
}

function actionTexts(action: Action, at: readonly PathSegment[]): StepText[] {
  if ('notify' in action) return action.text === undefined ? [] : [{ at: [...at, 'text'], text: action.text }];
  return 'createTask' in action ? [{ at: [...at, 'createTask', 'title'], text: action.createTask.title }] : [];
}
