import { deleteTemplate } from '../../../app/templates/deleteTemplate.js';
import { pictureOfCard } from '../../../app/templates/drawCard.js';
import { findTemplates } from '../../../app/templates/findTemplates.js';
import { showTemplate } from '../../../app/templates/showTemplate.js';
import { isTemplateKind } from '../../../domain/template/stored-template.js';
import type { actionIds, Leaves } from '../../action-ids.js';
import { answerMessage, resultModal } from '../../views/answer.js';
import { readWantedPicture } from '../../views/card-picture.js';
import { replaceTemplateModal } from '../../views/replace-template.js';
import { readTemplateText, templateFormModal } from '../../views/template-form.js';
import { type Answer, later, modalAnswer, nothing, refused } from '../answers.js';
import { named, notAllowed } from '../refusals.js';
import { restoreChosen } from '../restoring.js';
import { isStoredId } from '../stored-id.js';
import { readTemplatePlace, templateForm, templateGone, templateView } from '../templates/template-views.js';
import type { ActionContext, ActionHandler } from './action.js';

const stored = async ({ deps, actor, value }: ActionContext) => {
  const row = isStoredId(value) ? await deps.store.read.templates.byId(value) : null;
  return row?.workspaceId === actor.workspaceId ? row : null;
};

const create: ActionHandler = async ({ value }) =>
  isTemplateKind(value) ? modalAnswer(templateFormModal({ kind: value, name: null, over: null }, null)) : nothing;

const edit: ActionHandler = async (context) => {
  const row = await stored(context);
  if (row === null) return refused(templateGone);
  const over = { templateId: row.id, version: row.version };
  return modalAnswer(await templateForm(context, { kind: row.kind, name: row.name, over }, row));
};

/** What is typed of a text is measured; the rest of the form stays as it is. */
const measure: ActionHandler = async (context) => {
  if (context.view === null) return nothing;
  const place = readTemplatePlace(context.view.metadata);
  const typed = readTemplateText(place, context.view.values);
  return { kind: 'update', view: await templateForm(context, place, typed) };
};

const remove: ActionHandler = async (context) => {
  const { deps, actor, value } = context;
  const removed = isStoredId(value)
    ? await deleteTemplate(deps, { actor, templateId: value, replacementId: null })
    : ({ ok: false, reason: 'gone' } as const);
  if (removed.ok) {
    const text = `The template *${named(removed.name)}* is deleted.`;
    return { kind: 'update', view: resultModal('Template', answerMessage({ tone: 'done', text })) };
  }
  switch (removed.reason) {
    case 'not-allowed':
      return notAllowed(removed, 'delete a template');
    // A sequence began to call it since this was shown.
    case 'in-use':
      return replace(context);
    case 'gone':
    case 'wrong-replacement':
    // Nothing was to take its place.
    case 'invalid':
    case 'needs-yes':
    case 'review':
      return refused(templateGone);
  }
};

const replace: ActionHandler = async (context) => {
  const { deps, actor, value } = context;
  const row = await stored(context);
  const wanted = row === null ? null : await showTemplate(deps, { actor, templateId: value, contactEmail: null });
  if (row === null || !wanted?.ok) return refused(templateGone);
  const others = (await findTemplates(deps, { actor, search: null })).templates.filter(
    ({ id, kind }) => kind === row.kind && id !== row.id,
  );
  // What comes of it can lead to the builder, which needs every place.
  const view = replaceTemplateModal({ id: row.id, name: row.name, usedIn: wanted.shown.usedIn }, others);
  return modalAnswer(view, { instead: 'any' });
};

/** Slack cannot fetch it from here: it is sent. Nothing else is said where it arrives, since a form may be on top. */
const sendPicture: ActionHandler = async ({ deps, actor, value }) => {
  const wanted = readWantedPicture(value);
  if (wanted === null || !isStoredId(wanted.templateId)) return nothing;
  return later<Answer>(async () => {
    const png = await pictureOfCard(deps, { ...wanted, memberId: actor.id });
    if (png === null) return refused('That card has changed meanwhile, or cannot be drawn: look at it again.');
    const file = { name: 'card.png', content: png, comment: 'Front and back of the card, about as it is printed.' };
    if (await deps.sharedFiles.share(actor.slackUserId ?? '', file)) return nothing;
    return refused('Slack takes no file from Drumbeat: ask an admin whether it may upload files (`files:write`).');
  });
};

export const templateActions: Readonly<Record<Leaves<(typeof actionIds)['template']>, ActionHandler>> = {
  'template.open': (context) => templateView(context, context.value),
  'template.create': create,
  'template.edit': edit,
  'template.remove': remove,
  'template.replace': replace,
  'template.replacement': async () => nothing,
  'template.version': (context) => restoreChosen(context, 'template', context.value),
  'template.text': measure,
  'template.picture': sendPicture,
};
