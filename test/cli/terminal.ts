/** A command line's surroundings that remember what was written, `written` by files; `files` are those that it can read. */
export function terminal(files: Readonly<Record<string, string>> = {}, input: readonly (string | Uint8Array)[] = []) {
  const out: string[] = [];
  const err: string[] = [];
  const readFile = async (path: string) => {
    const content = files[path];
    if (content === undefined)
      throw Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' });
    return content;
  };
  const written: Record<string, string> = {};
  const writeNewFile = async (path: string, content: string) => {
    if (path in written || path in files) throw new Error(`EEXIST: file already exists, open '${path}'`);
    written[path] = content;
  };
  const stdin = (async function* () {
    yield* input;
  })();
  const io = {
    stdin,
    readFile,
    writeNewFile,
    stdout: (text: string) => void out.push(text),
    stderr: (text: string) => void err.push(text),
    isUnread: () => false,
  };
  return { io, written, out: () => out.join(''), err: () => err.join('') };
}

/** What of a configuration says that the sandbox runs, with its own texts. */
export const inSandbox = {
  mailFrom: null,
  slack: { mode: 'sandbox' },
  twilio: null,
  lob: null,
  webhookReach: 'public',
  publicUrl: null,
} as const;
