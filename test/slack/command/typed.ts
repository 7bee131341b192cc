import { parseCommand } from '../../../src/slack/command/parse-command.js';

/** What somebody asks for who types this after `/sequence`. */
export const parse = (text: string) => parseCommand(text, { command: '/sequence' });

/** Ana, mentioned. */
export const ana = { by: 'slack-id', slackUserId: 'U1' };
