import type { MessageRequest } from '../../protocol.js';
import { Refusal } from '../../refusal.js';
import type { StoredConversation } from '../../store/state.js';
import type { SlackContext } from '../context.js';
import { slackFiles } from '../files.js';
import { addMessage, findConversation, findMessage, slackMessage, whisper } from '../messages.js';
import { issueResponseUrl, readAcknowledgedMessage, respond } from '../response-urls.js';
import { SlackError } from '../slack-error.js';
import { APP, findMember, type Member, PEOPLE, TEAM } from '../workspace.js';
import { escapeText } from './escape.js';
import { sendEvent } from './event-callback.js';
import { commandFailure } from './failure.js';
import { ownFiles, sendFileShared } from './uploaded.js';

/** What a person typed into the message box: a message, or a command where it begins with `/`. */
export async function takeTyped(context: SlackContext, request: MessageRequest): Promise<void> {
  const person = findPerson(request.person);
  const conversation = conversationOf(context, request.conversation, person);
  const text = request.text.trim();
  const files = ownFiles(context, person.id, request.files ?? []).map((file) => file.id);
  if (text === '' && files.length === 0) throw new Refusal(400, 'Nothing was typed');
  const threadTs = threadOf(context, conversation, request.threadTs);
  if (!text.startsWith('/')) return takeMessage(context, person, conversation, { text, threadTs, files });
  const [name = '', rest = ''] = split(text);
  const here = { user: person.id, conversation: conversation.id, threadTs };
  // An app's commands do not work inside threads: docs.slack.dev/interactivity/implementing-slash-commands.
  if (threadTs !== null) return whisper(context, here, `${name} is not supported in threads. Sorry!`);
  if (name === '/invite') return invite(context, person, conversation, rest);
  if (name !== context.program.command) {
    return whisper(
      context,
      here,
      `${name} is not a valid command. In Slack, all messages that start with the "/" \
character are interpreted as commands.`,
    );
  }
  return runCommand(context, person, conversation, rest);
}

async function takeMessage(
  context: SlackContext,
  person: Member,
  conversation: StoredConversation,
  typed: { readonly text: string; readonly threadTs: string | null; readonly files: readonly string[] },
): Promise<void> {
  const text = escapeText(typed.text, channelsOf(context, person));
  const message = await addMessage(context, {
    conversation: conversation.id,
    author: person.id,
    text,
    blocks: [],
    threadTs: typed.threadTs,
    files: typed.files,
  });
  await sendFileShared(context, conversation, message);
  conversation.reads[person.id] = message.ts;
  if (conversation.kind === 'app-dm' && (context.program.events ?? []).includes('message.im')) {
    await sendEvent(context, {
      ...slackMessage(message),
      ...(message.files.length === 0 ? {} : { subtype: 'file_share', files: slackFiles(context, message.files) }),
      channel: conversation.id,
      channel_type: 'im',
      event_ts: message.ts,
    });
  }
}

async function runCommand(
  context: SlackContext,
  person: Member,
  conversation: StoredConversation,
  typed: string,
): Promise<void> {
  const { command } = context.program;
  const here = { user: person.id, conversation: conversation.id, messageTs: null };
  const delivery = await context.deliver.form({
    token: 'sandbox',
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: conversation.id,
    channel_name: channelName(conversation),
    user_id: person.id,
    user_name: person.name,
    command,
    text: escapeText(typed, channelsOf(context, person)),
    api_app_id: APP.id,
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(context, here),
    trigger_id: context.triggers.issue({ user: person.id, fromModal: false }),
  });
  if (delivery.kind !== 'acknowledged') return whisper(context, here, commandFailure(command, delivery));
  try {
    const answer = readAcknowledgedMessage(delivery.body);
    if (answer !== null) await respond(context, here, answer);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    await whisper(
      context,
      here,
      `${command} failed with the error "${error.code}" ${error.messages.join('; ')}`.trim(),
    );
  }
}

/** `/invite @drumbeat`, Slack's own: what a channel needs before the app may post there. */
async function invite(
  context: SlackContext,
  person: Member,
  conversation: StoredConversation,
  rest: string,
): Promise<void> {
  const here = { user: person.id, conversation: conversation.id };
  if (rest.toLowerCase() !== `@${APP.handle}`) return whisper(context, here, `Try \`/invite @${APP.handle}\`.`);
  if (conversation.kind !== 'channel' || conversation.members.includes(APP.botUserId)) {
    return whisper(context, here, `${APP.name} is already in this conversation.`);
  }
  conversation.members.push(APP.botUserId);
  await addMessage(context, {
    conversation: conversation.id,
    author: 'slackbot',
    text: `${APP.name} was added to #${conversation.name} by ${person.realName}.`,
    blocks: [],
  });
}

/** The one whose Slack the page shows until somebody is chosen. */
export function firstPerson(): Member {
  const [first] = PEOPLE;
  if (first === undefined) throw new Error('the sandbox has nobody in it');
  return first;
}

export function findPerson(id: string): Member {
  const person = findMember(id);
  if (person === undefined || !PEOPLE.includes(person)) throw new Refusal(400, 'Nobody here has that id');
  return person;
}

export function conversationOf(context: SlackContext, id: string, person: Member): StoredConversation {
  const conversation = findConversation(context, id);
  if (conversation === undefined || !conversation.members.includes(person.id)) {
    throw new Refusal(400, `${person.realName} is in no such conversation`);
  }
  return conversation;
}

export function channelName(conversation: StoredConversation): string {
  if (conversation.kind === 'app-dm') return 'directmessage';
  return conversation.isPrivate ? 'privategroup' : conversation.name;
}

function channelsOf(context: SlackContext, person: Member): readonly StoredConversation[] {
  return context.store.state.conversations.filter(
    (one) => one.kind === 'channel' && (!one.isPrivate || one.members.includes(person.id)),
  );
}

function threadOf(
  context: SlackContext,
  conversation: StoredConversation,
  threadTs: string | undefined,
): string | null {
  if (threadTs === undefined) return null;
  const root = findMessage(context, conversation.id, threadTs);
  if (root === undefined) throw new Refusal(400, 'There is no such thread');
  return root.threadTs ?? root.ts;
}

function split(text: string): [string, string] {
  const match = /^(\S+)\s*([\s\S]*)$/.exec(text);
  return [match?.[1] ?? text, match?.[2] ?? ''];
}
