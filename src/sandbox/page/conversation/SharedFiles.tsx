import type { ShownFile } from '../../protocol.js';
import { fileUrl } from '../connection/api.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { FileIcon } from '../icons.js';

/** The files of a message: pictures as such, others as a line that downloads them. */
export function SharedFiles({ files }: { readonly files: readonly ShownFile[] }) {
  const { me } = useSandbox().snapshot;
  return (
    <ul className="files">
      {files.map((file) => (
        <li key={file.id}>
          <a className="file" href={fileUrl(file.id, me.id)} download={file.name}>
            {file.mimetype.startsWith('image/') ? (
              <img className="file-picture" src={fileUrl(file.id, me.id)} alt={file.title} />
            ) : (
              <>
                <FileIcon />
                <span className="file-name">{file.title}</span>
                <span className="file-size">{sizeOf(file.size)}</span>
              </>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${Math.round(bytes / 1000)} kB`;
}
