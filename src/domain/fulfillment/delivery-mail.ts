import type { DateTime } from 'luxon';
import type { Delivery } from './delivery.js';
import { deliveryCsv } from './delivery-csv.js';

export interface DeliveryMail {
  readonly subject: string;
  readonly text: string;
  readonly csv: { readonly filename: string; readonly content: string };
}

/** The mail that a delivery goes out as: a sentence, and the CSV to go with it. `closedAt` is on the account's clock. */
export function deliveryMail(delivery: Delivery, closedAt: DateTime): DeliveryMail {
  const count = delivery.lines.length;
  const day = closedAt.toISODate() ?? '';
  const items = count === 1 ? '1 line' : `${count} lines`;
  return {
    subject: `${delivery.list.name}: ${items} of ${day}`,
    text: `${delivery.list.name} as of ${closedAt.toFormat('yyyy-MM-dd HH:mm')}: ${items}, in the file that goes with this mail.`,
    csv: { filename: `${fileName(delivery.list.name)}-${day}.csv`, content: deliveryCsv(delivery) },
  };
}

/** The list's name as far as every file system takes it. */
function fileName(name: string): string {
  const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return plain.replace(/^-|-$/g, '').slice(0, 80) || 'list';
}
