import { csvLine } from '../contact/csv-write.js';
import type { Delivery, DeliveryLine } from './delivery.js';

/** The columns of a delivery's CSV, in their order. */
const columns = {
  line: (line) => line.id,
  item: (line) => line.item,
  quantity: (line) => String(line.quantity),
  name: (line) => line.contact.name,
  company: (line) => line.contact.company,
  email: (line) => line.contact.email,
  phone: (line) => line.contact.phone,
  street: (line) => line.address?.line1,
  street2: (line) => line.address?.line2,
  city: (line) => line.address?.city,
  state: (line) => line.address?.state,
  zip: (line) => line.address?.zip,
  country: (line) => line.address?.country,
} as const satisfies Record<string, (line: DeliveryLine) => string | null | undefined>;

/**
 * A delivery as CSV (RFC 4180, UTF-8): a header, then a line an item. Cells that a spreadsheet would run as a formula
 * are defused, since names and companies come from outside.
 */
export function deliveryCsv(delivery: Pick<Delivery, 'lines'>): string {
  const cells = Object.values(columns);
  const lines = delivery.lines.map((line) => csvLine(cells.map((cell) => cell(line) ?? '')));
  return [csvLine(Object.keys(columns)), ...lines].join('');
}
