import type { FileInput } from '@slack/types';
import { actionIdOf, elementKey } from '../forms/elementState.js';
import { useSurface } from '../forms/SurfaceContext.js';
import { type ElementProps, naming, readableId } from './ElementProps.js';

/** The chosen files with their text, since the sandbox has no file store that a URL could lead to. */
export function FileElement(props: ElementProps<FileInput>) {
  const { blockId, element, dispatches } = props;
  const surface = useSurface();
  const state = surface.values[elementKey(blockId, actionIdOf(element))];
  const files = Array.isArray(state?.files) ? state.files : [];
  const choose = async (chosen: FileList | null) => {
    const picked = Array.from(chosen ?? []).slice(0, element.max_files ?? 10);
    const read = await Promise.all(
      picked.map(async (file) => ({
        id: `F${file.name}`,
        name: file.name,
        mimetype: file.type || 'text/plain',
        size: file.size,
        content: await file.text(),
      })),
    );
    const next = { type: element.type, files: read };
    if (dispatches) await surface.dispatch(blockId, element, { files: read }, next);
    else surface.enter(blockId, element, next);
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
      {files.length > 0 && (
        <p className="field-note">{files.length === 1 ? '1 file' : `${files.length} files`} attached</p>
      )}
    </>
  );
}
