import type { Delivery } from '../../domain/fulfillment/delivery.js';
import { deliveryMail } from '../../domain/fulfillment/delivery-mail.js';
import { escapeHtml } from '../../domain/template/markup-output.js';
import type { MailSettings } from '../firing/prepareMail.js';
import { usualSender } from '../people/senders.js';
import type { Mail } from '../ports/mailer.js';
import type { Workspace } from '../ports/stores/people.js';

/** What a delivery by mail says when an earlier one may have arrived: its lines are known by their ids. */
const repeated = 'You may have this already: nobody answered when it was sent before. Its lines are the same.';

/** The mail that a list is delivered by, its lines as CSV; null where no sender is configured. */
export function mailOfDelivery(
  delivery: Delivery,
  of: {
    readonly to: string;
    readonly workspace: Workspace;
    readonly settings: Pick<MailSettings, 'mailFrom'>;
    readonly again: boolean;
  },
): Mail | null {
  const { to, workspace, settings, again } = of;
  const from = usualSender(workspace, settings);
  if (from === null) return null;
  const { subject, text, csv } = deliveryMail(delivery, delivery.closedAt.setZone(workspace.zone));
  const paragraphs = again ? [text, repeated] : [text];
  return {
    executionId: delivery.id,
    from: { email: from, name: workspace.name },
    to: { email: to },
    subject,
    text: paragraphs.join('\n\n'),
    html: paragraphs.map((one) => `<p>${escapeHtml(one)}</p>`).join('\n'),
    headers: {},
    attachments: [{ ...csv, type: 'text/csv' }],
  };
}
