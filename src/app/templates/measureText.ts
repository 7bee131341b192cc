import { renderPlain } from '../../domain/template/render-email.js';
import { TemplateFault } from '../../domain/template/render-text.js';
import type { AppDeps } from '../deps.js';
import { sampleContact } from '../overview/sampleContact.js';
import type { Member, Workspace } from '../ports/stores/people.js';
import { lengthOf, type ShownLength } from '../shown/textLength.js';
import { previewData } from './previewData.js';

/** How long a text is for somebody made up; null where there is none, or it cannot be rendered as it stands. */
export async function measureText(
  { clock, ids }: Pick<AppDeps, 'clock' | 'ids'>,
  { actor, workspace, body }: { readonly actor: Member; readonly workspace: Workspace; readonly body: unknown },
): Promise<ShownLength | null> {
  if (typeof body !== 'string' || body.trim() === '') return null;
  const contact = sampleContact(ids.next(), workspace.id);
  const data = previewData({
    ...{ contact, actor, workspace, now: await clock.now() },
    ...{ sequence: 'A sequence', step: 'A text' },
  });
  try {
    return lengthOf(renderPlain(body, data));
  } catch (error) {
    if (error instanceof TemplateFault) return null;
    throw error;
  }
}
