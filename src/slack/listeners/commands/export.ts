import { exportSequences } from '../../../app/exporting/exportSequences.js';
import { mayDo, roleOf } from '../../../domain/access.js';
import { pickSequenceModal } from '../../views/pick-modals.js';
import { done, later, modalAnswer, refused } from '../answers.js';
import { fileRefused, named } from '../refusals.js';
import { unknownSequence } from '../unknown-sequence.js';
import type { CommandHandler } from './command.js';

/** `export SEQUENCE`: its file comes to the person's DM, since what only one person sees cannot hold files. */
export const exportCommand: CommandHandler<'export'> = async ({ sequence: name }, { deps, actor }) => {
  const { workspaceId } = actor;
  if (name === null) return modalAnswer(pickSequenceModal(await deps.store.read.sequences.all(workspaceId), 'export'));
  const exported = await exportSequences(deps, [name], { workspaceId });
  if (!exported.ok && exported.reason === 'which-workspace') throw new Error('a member belongs to one workspace');
  if (!exported.ok) {
    const [unknown] = exported.unknown;
    if (unknown === undefined) throw new Error('an export fails for what is unknown');
    return unknownSequence(unknown, deps.settings.command, (slug) => `export ${slug}`);
  }
  const [file] = exported.sequences;
  if (file === undefined) throw new Error('an export of one sequence has one file');
  return later(async () => {
    const mayImport = mayDo(roleOf(actor), 'build-sequence', false).ok;
    const again = mayImport ? ` Change it, and import it again: \`${deps.settings.command} import\`.` : '';
    const comment = `“${named(file.name)}” as a file.${again}`;
    const shared = await deps.sharedFiles.share(actor.slackUserId ?? '', {
      name: file.fileName,
      content: file.text,
      comment,
    });
    return shared
      ? done(`\`${named(file.fileName)}\` is in your direct messages with Drumbeat.`)
      : refused(fileRefused);
  });
};
