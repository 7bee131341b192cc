import type { RichTextBlockElement, RichTextElement } from '@slack/types';

type TextStyle = { bold?: boolean; italic?: boolean; strike?: boolean };

/**
 * Turns Slack's mrkdwn into the rich text that Slack itself makes of it, so that the Block Kit renderer draws it.
 * The renderer's own mrkdwn support parses Markdown: it drops lines such as `# 12` or `---` and escaped HTML, which
 * would hide what a message says. Every character of the text ends up in the result.
 */
export function parseMrkdwn(text: string): RichTextBlockElement[] {
  return text.split(/```/).flatMap((part, index, parts) => {
    const fenced = index % 2 === 1 && index < parts.length - 1;
    if (fenced) return preformatted(part.replace(/^\n/, '').replace(/\n$/, ''));
    const unclosed = index % 2 === 1 ? '```' : '';
    return parseLines(trimAroundFences(unclosed + part, index > 0, index < parts.length - 1));
  });
}

/** Elements of text that must be shown as it is, apart from `:emoji:` (Slack's `plain_text`). */
export function parsePlainText(text: string): RichTextBlockElement[] {
  return [{ type: 'rich_text_section', elements: scan(text, {}, [emoji]) }];
}

function preformatted(code: string): RichTextBlockElement[] {
  return [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: unescapeSlack(code) || ' ' }] }];
}

function trimAroundFences(text: string, afterFence: boolean, beforeFence: boolean): string {
  const start = afterFence ? text.replace(/^\n/, '') : text;
  return beforeFence ? start.replace(/\n$/, '') : start;
}

function parseLines(text: string): RichTextBlockElement[] {
  if (text === '') return [];
  const groups: { quoted: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const last = groups.at(-1);
    const content = quote?.[1] ?? line;
    if (last && last.quoted === Boolean(quote)) last.lines.push(content);
    else groups.push({ quoted: Boolean(quote), lines: [content] });
  }
  return groups.map(({ quoted, lines }) => ({
    type: quoted ? 'rich_text_quote' : 'rich_text_section',
    elements: scan(lines.join('\n'), {}, [code, angle, emoji, bareLink, styled]),
  }));
}

interface Found {
  readonly length: number;
  readonly elements: RichTextElement[];
}
type Rule = (text: string, at: number, style: TextStyle) => Found | null;

function scan(text: string, style: TextStyle, rules: readonly Rule[]): RichTextElement[] {
  const elements: RichTextElement[] = [];
  let plain = '';
  const flush = () => {
    if (plain) elements.push({ type: 'text', text: unescapeSlack(plain), ...styling(style) });
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    const found = firstFound(rules, text, at, style);
    if (found) {
      flush();
      elements.push(...found.elements);
      at += found.length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return elements;
}

function firstFound(rules: readonly Rule[], text: string, at: number, style: TextStyle): Found | null {
  for (const rule of rules) {
    const found = rule(text, at, style);
    if (found) return found;
  }
  return null;
}

function code(text: string, at: number, style: TextStyle): Found | null {
  const match = matchAt(/`([^`\n]+)`/y, text, at);
  if (!match?.[1]) return null;
  return one(match[0], { type: 'text', text: unescapeSlack(match[1]), style: { ...style, code: true } });
}

function emoji(text: string, at: number): Found | null {
  if (isWord(text[at - 1])) return null;
  const match = matchAt(/:((?=[^:\s]*[a-z])[a-z0-9_+'-]+)(?:::skin-tone-[2-6])?:/y, text, at);
  return match?.[1] ? one(match[0], { type: 'emoji', name: match[1] }) : null;
}

function bareLink(text: string, at: number, style: TextStyle): Found | null {
  if (isWord(text[at - 1])) return null;
  const match = matchAt(/https?:\/\/[^\s<>|*~]*[^\s<>|*~.,;:!?)'"\]]/y, text, at);
  return match ? one(match[0], { type: 'link', url: unescapeSlack(match[0]), ...styling(style) }) : null;
}

/** `<@U1>`, `<#C1|sales>`, `<!here>`, `<!date^…>` and links; anything else in angle brackets stays text. */
function angle(text: string, at: number, style: TextStyle): Found | null {
  const match = matchAt(/<([^<>\n]+)>/y, text, at);
  if (!match?.[1]) return null;
  const [target = '', label = ''] = splitOnce(match[1], '|');
  const element = reference(target, label) ?? link(target, label, style);
  return element && one(match[0], element);
}

function reference(target: string, label: string): RichTextElement | null {
  if (/^@[UW]\w+$/.test(target)) return { type: 'user', user_id: target.slice(1) };
  if (/^#C\w+$/.test(target)) return { type: 'channel', channel_id: target.slice(1) };
  const group = /^!subteam\^(\w+)$/.exec(target)?.[1];
  if (group) return { type: 'usergroup', usergroup_id: group };
  if (target === '!here' || target === '!channel' || target === '!everyone') {
    return { type: 'broadcast', range: target === '!here' ? 'here' : target === '!channel' ? 'channel' : 'everyone' };
  }
  const date = /^!date\^(\d+)\^([^^]+)(?:\^(https?:[^^]+))?$/.exec(target);
  if (!date?.[1] || !date[2]) return null;
  const url = date[3] ? { url: unescapeSlack(date[3]) } : {};
  return { type: 'date', timestamp: Number(date[1]), format: date[2], fallback: unescapeSlack(label), ...url };
}

function link(target: string, label: string, style: TextStyle): RichTextElement | null {
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(target)) return null;
  const text = unescapeSlack(label) || target.replace(/^(?:mailto|tel):/i, '');
  return { type: 'link', url: unescapeSlack(target), text, ...styling(style) };
}

// A marker opens before a character that is no space, and closes after one and before no letter.
const markers = {
  '*': { style: 'bold', pattern: /\*(?=[^\s*])([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])/uy },
  _: { style: 'italic', pattern: /_(?=[^\s_])([^_\n]*[^_\s])_(?![\p{L}\p{N}_])/uy },
  '~': { style: 'strike', pattern: /~(?=[^\s~])([^~\n]*[^~\s])~(?![\p{L}\p{N}~])/uy },
} as const;

function styled(text: string, at: number, style: TextStyle): Found | null {
  const character = text[at];
  if (character !== '*' && character !== '_' && character !== '~') return null;
  if (isWord(text[at - 1]) || text[at - 1] === character) return null;
  const marker = markers[character];
  const match = matchAt(marker.pattern, text, at);
  if (!match?.[1]) return null;
  const inner = scan(match[1], { ...style, [marker.style]: true }, [code, angle, emoji, bareLink, styled]);
  return { length: match[0].length, elements: inner };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function one(matched: string, element: RichTextElement): Found {
  return { length: matched.length, elements: [element] };
}

function styling(style: TextStyle): { style?: TextStyle } {
  return Object.keys(style).length > 0 ? { style } : {};
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function unescapeSlack(text: string): string {
  return text.replace(/&(lt|gt|amp);/g, (_, name: string) => (name === 'lt' ? '<' : name === 'gt' ? '>' : '&'));
}
