import { parseEmailAddress } from '../../domain/contact/email-address.js';
import { parseZone } from '../../domain/contact/zone.js';
import { parseSender } from '../../domain/mail/sender.js';
import { delayGrids } from '../../domain/timing/plan.js';
import { escaped } from '../views/text.js';
import type { CommandProblem, Intent, SettingsChange } from './intent.js';
import { readPerson } from './people.js';
import { readMinutes } from './times.js';
import { isKeyword, nameOf, type Word } from './words.js';

/** `settings`, or one change: `zone Europe/Paris`, `grid 15 minutes`, `late 4 hours`, `limit 50`, `from a@b.c`, `sender [remove] a@b.c`, `mails 100 an hour`, `address ...`, `manager [remove] @mia`. */
export function parseSettings([first, ...rest]: readonly Word[]): Intent | CommandProblem {
  if (first === undefined) return { kind: 'settings', change: null };
  const change = readChange(first, rest);
  return typeof change === 'string'
    ? { kind: 'problem', message: change, topic: 'settings' }
    : { kind: 'settings', change };
}

/** A change, or what is wrong with it. */
function readChange(first: Word, rest: readonly Word[]): SettingsChange | string {
  const text = nameOf(rest) ?? '';
  if (isKeyword(first, 'zone', 'timezone')) {
    if (text === '') return 'Write the time zone after `zone`, as in `zone Europe/London`.';
    const zone = parseZone(text);
    return zone.ok ? { setting: 'zone', zone: zone.zone } : escaped(zone.reason);
  }
  if (isKeyword(first, 'grid', 'late')) {
    const minutes = readMinutes(rest)?.value;
    if (isKeyword(first, 'late')) {
      return minutes === undefined ? 'Write it as `late 4 hours`.' : { setting: 'late', minutes };
    }
    const known = minutes !== undefined && delayGrids.some((grid) => grid === minutes);
    return known
      ? { setting: 'grid', minutes }
      : `The grid is ${delayGrids.join(', ')} minutes: write it as \`grid 15 minutes\`.`;
  }
  if (isKeyword(first, 'limit')) return readLimit(rest);
  if (isKeyword(first, 'sender', 'senders')) return readSender(rest);
  if (isKeyword(first, 'mails', 'mail')) return readMails(text);
  if (isKeyword(first, 'from')) {
    const address = parseEmailAddress(text);
    return address.ok ? { setting: 'from', email: address.email } : escaped(address.reason);
  }
  if (isKeyword(first, 'address'))
    return text === '' ? 'Write the postal address after `address`.' : { setting: 'address', text };
  if (isKeyword(first, 'manager', 'managers')) return readManager(rest);
  return `There is no setting “${escaped(first.text, 60)}”. There are: zone, grid, late, limit, from, sender, mails, address, manager.`;
}

/** Of publishing alone; how large it may be is the use case's to say. */
function readLimit([amount, ...rest]: readonly Word[]): SettingsChange | string {
  const isUnit = rest.length === 0 || (rest.length === 1 && isKeyword(rest[0], 'people', 'person'));
  if (amount === undefined || !/^\d{1,9}$/.test(amount.text) || !isUnit) {
    return 'Write it as `limit 50`: more people than that take another manager’s yes.';
  }
  return { setting: 'limit', people: Number(amount.text) };
}

const mailsForm = /^(\d{1,7}|all|none|off)(?:(?: (?:an|a|per|each|every)| ?\/) ?(hour|day))?$/i;

/** `100 an hour`, `500 a day`, `all a day`, `all`. */
function readMails(text: string): SettingsChange | string {
  const [, amount, window] = mailsForm.exec(text) ?? [];
  const most = amount === undefined ? undefined : /^\d/.test(amount) ? Number(amount) : null;
  const isWhole = most !== undefined && (window !== undefined || most === null);
  if (!isWhole) return 'Write it as `mails 100 an hour`, `mails 500 a day` or `mails all`.';
  const limits = { perHour: most, perDay: most };
  if (window === undefined) return { setting: 'mails', ...limits };
  return { setting: 'mails', ...(window.toLowerCase() === 'hour' ? { perHour: most } : { perDay: most }) };
}

function readSender(words: readonly Word[]): SettingsChange | string {
  const isListed = !isKeyword(words[0], 'remove', 'not', 'no');
  const named = isListed && !isKeyword(words[0], 'add') ? words : words.slice(1);
  if (named.length === 0) return 'Write it as `sender ana@example.com`, `sender @example.com` or `sender remove …`.';
  const sender = parseSender(nameOf(named) ?? '');
  return sender.ok ? { setting: 'sender', sender: sender.sender, isListed } : escaped(sender.reason);
}

function readManager(words: readonly Word[]): SettingsChange | string {
  const isManager = !isKeyword(words[0], 'remove', 'not', 'no');
  const [named, ...rest] = isManager && !isKeyword(words[0], 'add') ? words : words.slice(1);
  const person = rest.length === 0 ? readPerson(named) : null;
  return person === null
    ? 'Write it as `manager @mia` or `manager remove @mia`.'
    : { setting: 'manager', person, isManager };
}
