import type { DateTime } from 'luxon';
import type { Contact } from '../contact/contact.js';

/** What a rule tells a webhook. */
export interface RuleEvent {
  /** The same however often it is tried, and never that of another one. */
  readonly id: string;
  readonly at: DateTime;
  readonly sequence: { readonly name: string };
  readonly step: { readonly id: string; readonly name: string };
  readonly contact: Pick<Contact, 'email' | 'company' | 'phone' | 'tags' | 'fields'> & { readonly name: string | null };
}
