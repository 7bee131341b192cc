import { checkPostalAddress, type PostalAddressRead } from '../contact/postal-address.js';
import { refuse } from '../refusal.js';

/**
 * Reads where cards come from as somebody writes it in one line: `Example Inc., 1 Main Street, Springfield, IL 62701`, a
 * second line of the street before the city. It must be in the US.
 */
export function readSender(text: string): PostalAddressRead {
  const parts = text.split(',').map((part) => part.trim());
  if (/^(USA?|United States)$/i.test(parts.at(-1) ?? '')) parts.pop();
  const [state = '', zip = null] = (parts.pop() ?? '').split(/\s+(?=\S+$)/);
  const city = parts.pop() ?? '';
  const [company = '', line1 = '', line2 = '', ...more] = parts;
  if (more.length > 0) {
    return { ok: false, missing: [], problems: [{ part: 'street', ...refuse('tooManyParts') }] };
  }
  return checkPostalAddress({
    name: null,
    company: company || null,
    line1,
    line2: line2 || null,
    city: city || null,
    state: state || null,
    zip,
    country: 'US',
  });
}
