import { useRef } from 'react';
import { uploadFile } from '../connection/api.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { AttachIcon } from '../icons.js';

/** Shares a chosen file in the open conversation, in a message of its own. */
export function AttachButton() {
  const { snapshot, conversation, send, notify } = useSandbox();
  const field = useRef<HTMLInputElement>(null);
  const share = async (file: File | undefined) => {
    if (field.current) field.current.value = '';
    if (!file) return;
    const person = snapshot.me.id;
    const uploaded = await uploadFile(person, file);
    if (!uploaded.ok) return notify(uploaded.error);
    await send('messages', { person, conversation, text: '', files: [uploaded.value.id] });
  };
  return (
    <>
      <button type="button" className="composer-tool" aria-label="Share a file" onClick={() => field.current?.click()}>
        <AttachIcon />
      </button>
      <input
        ref={field}
        type="file"
        hidden
        aria-label="File to share"
        onChange={(event) => void share(event.target.files?.[0])}
      />
    </>
  );
}
