import type { DateTime } from 'luxon';
import type { ShownMember } from '../../app/posting/shown.js';

/** Shortens to at most `max` UTF-16 units, ending in an ellipsis where something was cut; never inside a character. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = max - 1;
  if (isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Names and titles are one line, whatever was typed. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What mrkdwn gives a meaning, and how it is written to have none (docs.slack.dev/messaging/formatting-message-text). */
const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

/**
 * A text as mrkdwn that shows it as it is: `&`, `<` and `>` escaped, so that it cannot mention, link or ping anybody. At
 * most `max` units after escaping, never cut inside an entity. What a text has beyond that costs nothing.
 */
export function escaped(text: string, max = 500): string {
  const whole = text.length <= max ? text.replace(/[&<>]/g, entityOf) : null;
  if (whole !== null && whole.length <= max) return whole;
  let kept = '';
  for (const character of text) {
    const next = entityOf(character);
    if (kept.length + next.length > max - 1) break;
    kept += next;
  }
  return `${kept.trimEnd()}…`;
}

function entityOf(character: string): string {
  return entities.get(character) ?? character;
}

/** One line in bold. A `*` inside would end the bold, so it becomes its look-alike `∗`. */
export function bold(text: string, max = 200): string {
  return `*${escaped(oneLine(text).replaceAll('*', '∗'), max) || '–'}*`;
}

/** Lines shown as a quotation, 40 at most. */
export function quoted(text: string, max = 1500): string {
  return escaped(text.trim(), max)
    .split('\n', 40)
    .map((line) => `> ${line}`)
    .join('\n');
}

/** A mention where Slack knows the person, else the name. */
export function person(member: ShownMember): string {
  return member.slackUserId === null ? escaped(oneLine(member.name), 80) : `<@${member.slackUserId}>`;
}

/** `Thu 3 Dec`. */
export function day(instant: DateTime, zone: string): string {
  return instant.setZone(zone).setLocale('en-GB').toFormat('ccc d LLL');
}

/** `10:00`. */
export function clockTime(instant: DateTime, zone: string): string {
  return instant.setZone(zone).toFormat('HH:mm');
}

/** A line about what a list leaves out because it cannot be read here; null where that is nothing. */
export function unreadLine(unread: string | null): string | null {
  return unread === null ? null : escaped(oneLine(unread), 500);
}

/** `and 12 more`, or nothing. */
export function andMore(left: number): string {
  return left > 0 ? `…and ${left} more` : '';
}

/** As many of the lines as have room in `room` units, and how many are left. */
export function linesThatFit(lines: readonly string[], room: number): string[] {
  let used = 0;
  const fitting = lines.findIndex((line) => {
    used += line.length + 1;
    return used > room;
  });
  return fitting < 0 ? [...lines] : [...lines.slice(0, fitting), andMore(lines.length - fitting)];
}

/** A target's label at the beginning of a sentence: a name stays as it is written. */
export function labelFirst(label: string): string {
  return label === 'everything' ? 'Everything' : oneLine(label);
}

/** Joins what there is, in the middle-dotted way of a caption. */
export function caption(...parts: readonly (string | null | false)[]): string {
  return parts.filter((part) => part !== null && part !== false && part !== '').join('  ·  ');
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
