import { z } from 'zod';
import type { StoredFile } from '../../store/state.js';
import type { Args } from '../args.js';
import type { SlackContext } from '../context.js';
import { announceFile, FILES_PATH, findFile, MOST_FILE_BYTES, slackFile } from '../files.js';
import { addMessage, readBlocks } from '../messages.js';
import { SlackError } from '../slack-error.js';
import { readThread } from './chat.js';
import { joined } from './conversations.js';
import type { Methods } from './method.js';

/** files.*, as `files.uploadV2` of Slack's client calls them: docs.slack.dev/reference/methods. */
export const fileMethods: Methods = {
  'files.getUploadURLExternal': async (args, context) => {
    const name = args.required('filename');
    const size = args.number('length', 0);
    if (size < 1) throw new SlackError('invalid_arguments', ['[ERROR] must be greater than 0 [json-pointer:/length]']);
    if (size > MOST_FILE_BYTES) throw new SlackError('file_upload_size_restricted');
    const file = await announceFile(context, { name, size, author: 'app' });
    return { upload_url: `${context.program.sandboxUrl()}${FILES_PATH}/upload/${file.id}`, file_id: file.id };
  },

  'files.completeUploadExternal': async (args, context) => {
    const files = uploaded(args, context);
    const channel = args.text('channel_id') ?? '';
    if (channel !== '') await share(args, context, channel, files);
    for (const { file, title } of files) {
      file.state = 'complete';
      file.title = title ?? file.name;
    }
    context.store.changed();
    await context.store.saved();
    return { files: files.map(({ file }) => slackFile(context, file)) };
  },

  'files.info': (args, context) => {
    const file = findFile(context, args.required('file'));
    if (file === undefined) throw new SlackError('file_not_found');
    return { file: slackFile(context, file), comments: [] };
  },
};

const wanted = z.array(z.looseObject({ id: z.string(), title: z.string().optional() })).min(1);

interface Uploaded {
  readonly file: StoredFile;
  readonly title: string | undefined;
}

function uploaded(args: Args, context: SlackContext): Uploaded[] {
  const parsed = wanted.safeParse(args.object('files'));
  if (!parsed.success) throw new SlackError('invalid_arguments', ['[ERROR] must provide files [json-pointer:/files]']);
  return parsed.data.map(({ id, title }) => {
    const file = context.store.state.files.find((one) => one.id === id && one.author === 'app');
    if (file === undefined) throw new SlackError('file_not_found');
    if (file.state === 'complete') throw new SlackError('file_update_failed');
    if (file.state === 'announced') throw new SlackError('posting_failed', ['[ERROR] nothing was uploaded']);
    return { file, title };
  });
}

/** A message with the files; Slack takes a conversation's id here, no person's. */
async function share(args: Args, context: SlackContext, channel: string, files: readonly Uploaded[]): Promise<void> {
  const conversation = joined(context, channel);
  const blocks = args.object('blocks');
  await addMessage(context, {
    conversation: conversation.id,
    author: 'app',
    text: args.text('initial_comment') ?? '',
    blocks: blocks === undefined ? [] : readBlocks(context, blocks),
    threadTs: readThread(args, conversation, context),
    files: files.map(({ file }) => file.id),
  });
}
