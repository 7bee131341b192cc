import type { MailSettings } from './firing/prepareMail.js';
import type { CardLinks } from './ports/card-links.js';
import type { Directory } from './ports/chat.js';
import type { Clock } from './ports/clock.js';
import type { Deliveries } from './ports/deliveries.js';
import type { Ids } from './ports/ids.js';
import type { Mailer } from './ports/mailer.js';
import type { Postcards } from './ports/postcards.js';
import type { Store } from './ports/store.js';
import type { Texter } from './ports/texter.js';

/** What the configuration says that use cases need. */
export interface ProgramSettings extends MailSettings {
  /** Whom the configuration makes admins: Slack ids or addresses, lower case. */
  readonly admins: readonly string[];
  /** The account zone where the configuration names one. */
  readonly zone: string | null;
  /** The slash command with its slash. */
  readonly command: string;
  readonly cardLinks: CardLinks;
  /** It comes back to the program what became of mails (delivered, opened, clicked, bounced), and that a meeting was booked. */
  readonly hearsOfMails: boolean;
}

/** What use cases are given; each takes the part it needs. */
export interface AppDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly directory: Directory;
  readonly mailer: Mailer;
  /** Null: no provider for texts is configured. */
  readonly texter: Texter | null;
  /** Null: no provider for postcards is configured. */
  readonly postcards: Postcards | null;
  readonly deliveries: Deliveries;
  readonly settings: ProgramSettings;
  /** Something may be due now: wakes this process's pump, and others by an alarm. Never waits, never fails. */
  readonly poke: () => void;
}
