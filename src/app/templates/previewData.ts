import type { DateTime } from 'luxon';
import type { Contact } from '../../domain/contact/contact.js';
import { templateData } from '../../domain/contact/contact-data.js';
import type { TemplateData } from '../../domain/template/template-data.js';
import type { Member, Workspace } from '../ports/stores/people.js';

/** What texts say to somebody who only looks at them, as their owner. */
export function previewData(of: {
  readonly contact: Contact;
  readonly actor: Member;
  readonly workspace: Workspace;
  readonly sequence: string;
  readonly step: string;
  readonly now: DateTime;
}): TemplateData {
  const { contact, actor, workspace, now } = of;
  return templateData({
    contact,
    owner: actor,
    workspace,
    sequence: { name: of.sequence },
    step: { name: of.step },
    unsubscribeUrl: 'https://example.com/unsubscribe',
    now: now.setZone(workspace.zone),
  });
}
