import { MIA, type SlackWorld, textOf } from './slack-world.js';

export const MIA_DM = 'D0MIA00001';

/** Files on their way into Drumbeat, as a manager brings them. */
export function importingOf(world: () => SlackWorld) {
  const upload = async (name: string, content: string, person = MIA) => {
    const { body } = await world().harness.post('/files', {
      person,
      name,
      content: Buffer.from(content).toString('base64'),
    });
    return (body as { id: string }).id;
  };
  return {
    upload,
    /** Shares a file in a conversation, until Drumbeat has heard of it. */
    share: async (name: string, content: string, person = MIA, conversation = MIA_DM) => {
      const files = [await upload(name, content, person)];
      const post = () => world().post('/messages', { person, conversation, text: '', files });
      await world().heard('file_shared', post);
      await world().show();
    },
    /** The last message that says this, once there is one. */
    said: (text: string, person = MIA) =>
      world().until(async () => (await world().seenBy(person)).messages.findLast((one) => textOf(one).includes(text))),
    /** Takes files from the form. */
    importThem: async (...files: readonly [string, string][]) => {
      await world().type('import', MIA);
      const form = await world().modal(MIA, ({ view }) => JSON.stringify(view).includes('file_input'));
      const ids = await Promise.all(files.map(([name, content]) => upload(name, content)));
      await world().submit(form, { files: { type: 'file_input', files: ids.map((id) => ({ id })) } }, MIA);
    },
    /** The modal on top, once it says this. */
    shown: (text: string) => world().modal(MIA, (one) => textOf(one).includes(text)),
  };
}
