import { MEMBERS } from '../workspace.js';

/** Channels that the person who types may know of. */
export interface KnownChannel {
  readonly id: string;
  readonly name: string;
}

/** Endings after which Slack takes a bare word for a web address; it has a longer list. */
const ENDINGS = 'com|org|net|io|co|dev|app|ai|me|eu|us|uk|de|fr|es|se|info|biz|edu|gov';

const MARKED = new RegExp(
  [
    String.raw`(?<url>https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]'"])`,
    String.raw`(?<mail>[\w.+%-]+@[\w-]+(?:\.[\w-]+)+)`,
    String.raw`(?<![\w@/.-])(?<site>(?:[a-z0-9-]+\.)+(?:${ENDINGS})(?![\w.-]*\w))`,
    String.raw`(?<![\w@#])@(?<handle>[\w.-]*\w)`,
    String.raw`(?<![\w@#&])#(?<channel>[\p{L}\p{N}_-]+)`,
  ].join('|'),
  'giu',
);

/**
 * What Slack makes of a typed text where `should_escape` is on, and in every message:
 * `@ana` becomes `<@U…|ana>`, `#sales` `<#C…|sales>`, `a@b.c` `<mailto:a@b.c|a@b.c>`, `http://…` `<http://…>`, `b.com`
 * `<http://b.com|b.com>`; `&`, `<` and `>` become entities. A name that nobody has stays as typed.
 */
export function escapeText(typed: string, channels: readonly KnownChannel[]): string {
  let escaped = '';
  let end = 0;
  for (const match of typed.matchAll(MARKED)) {
    escaped += entities(typed.slice(end, match.index)) + marked(match, channels);
    end = match.index + match[0].length;
  }
  return escaped + entities(typed.slice(end));
}

function marked(match: RegExpExecArray, channels: readonly KnownChannel[]): string {
  const { url, mail, site, handle, channel } = match.groups ?? {};
  if (url !== undefined) return `<${entities(url)}>`;
  if (mail !== undefined) return `<mailto:${mail}|${mail}>`;
  if (site !== undefined) return `<http://${site}|${site}>`;
  if (handle !== undefined) return mention(handle);
  const found = channels.find((one) => one.name === channel?.toLowerCase());
  return found === undefined ? match[0] : `<#${found.id}|${found.name}>`;
}

function mention(handle: string): string {
  if (['here', 'channel', 'everyone'].includes(handle)) return `<!${handle}>`;
  const found = MEMBERS.find((one) => one.name === handle.toLowerCase() && !one.isDeleted);
  return found === undefined ? `@${handle}` : `<@${found.id}|${found.name}>`;
}

function entities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
