import type { KnownBlock, RichTextBlockElement, TextObject } from '@slack/types';
import { memo, useMemo } from 'react';
import { type Block, Message } from 'slack-blocks-to-jsx';
import { APP } from '../../slack/workspace.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { fillDateFormat } from '../time/zoneTime.js';
import { parseMrkdwn, parsePlainText } from './parseMrkdwn.js';
import { useTheme } from './useTheme.js';

/** Draws blocks that a person only reads. */
export function RenderedBlocks({ blocks }: { blocks: readonly (KnownBlock | Block)[] }) {
  const { snapshot } = useSandbox();
  const { people, conversations, zone, now } = snapshot;
  const theme = useTheme();
  const data = useMemo(
    () => ({
      users: [...people.map(({ id, name }) => ({ id, name })), { id: APP.botUserId, name: APP.name }],
      channels: conversations.map(({ id, name }) => ({ id, name })),
    }),
    [people, conversations],
  );
  const hooks = useMemo(
    () => ({
      date: ({ timestamp, format }: { timestamp: string; format: string }) =>
        fillDateFormat(format, Number(timestamp), now, zone),
      link: ({ href, children }: { href?: string | undefined; children?: React.ReactNode }) => (
        <SafeLink href={href}>{children}</SafeLink>
      ),
    }),
    [now, zone],
  );
  return (
    <div className="rich">
      <Message blocks={blocks as Block[]} data={data} hooks={hooks} theme={theme} name="" logo="" withoutWrapper />
    </div>
  );
}

function SafeLink({ href, children }: { href?: string | undefined; children?: React.ReactNode }) {
  if (!href || !/^(?:https?:|mailto:|tel:)/i.test(href)) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

export const RichText = memo(function RichText({ text }: { text: TextObject }) {
  const elements = useMemo<RichTextBlockElement[]>(
    () => (text.type === 'mrkdwn' ? parseMrkdwn(text.text) : parsePlainText(text.text)),
    [text.type, text.text],
  );
  return <RenderedBlocks blocks={[{ type: 'rich_text', elements }]} />;
});

/** Plain text inside a control: a string where it can be, the renderer only for `:emoji:`. */
export function PlainText({ text }: { text: string }) {
  return /:[a-z0-9_+-]*[a-z][a-z0-9_+-]*:/.test(text) ? <RichText text={{ type: 'plain_text', text }} /> : text;
}
