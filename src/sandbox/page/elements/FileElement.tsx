import type { FileInput } from '@slack/types';
import { useState } from 'react';
import { uploadFile } from '../connection/api.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { actionIdOf, elementKey } from '../forms/elementState.js';
import { useSurface } from '../forms/SurfaceContext.js';
import { type ElementProps, naming, readableId } from './ElementProps.js';

/** The chosen files, which are uploaded as soon as they are chosen. */
export function FileElement(props: ElementProps<FileInput>) {
  const { blockId, element } = props;
  const surface = useSurface();
  const { snapshot, notify } = useSandbox();
  const [uploading, setUploading] = useState(false);
  const state = surface.values[elementKey(blockId, actionIdOf(element))];
  const files = Array.isArray(state?.files) ? state.files : [];
  const choose = async (chosen: FileList | null) => {
    setUploading(true);
    const picked = Array.from(chosen ?? []).slice(0, element.max_files ?? 10);
    const answers = await Promise.all(picked.map((file) => uploadFile(snapshot.me.id, file)));
    setUploading(false);
    for (const answer of answers) if (!answer.ok) notify(answer.error);
    const uploaded = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    surface.enter(blockId, element, { type: element.type, files: uploaded });
  };
  return (
    <>
      <input
        type="file"
        className="field field-file"
        multiple={(element.max_files ?? 10) > 1}
        accept={element.filetypes?.map((type) => `.${type}`).join(',')}
        onChange={(event) => void choose(event.target.files)}
        {...naming(props, readableId(element.action_id))}
      />
      {uploading && <p className="field-note">Uploading…</p>}
      {!uploading && files.length > 0 && (
        <p className="field-note">{files.length === 1 ? '1 file' : `${files.length} files`} attached</p>
      )}
    </>
  );
}
